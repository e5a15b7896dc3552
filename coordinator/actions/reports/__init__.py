"""Reports: found, run, and written to files. Nothing here writes to the book's tables."""
