"""The day, the job book, and filling seats."""
