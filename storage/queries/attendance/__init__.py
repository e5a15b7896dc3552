"""Who was there, read."""
