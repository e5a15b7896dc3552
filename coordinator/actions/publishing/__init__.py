"""What others get as files: the board, calendars, read-only copies."""
