"""Two copies of one book, brought together again through their logs (see ARCHITECTURE.md)."""
