"""The book itself: opening, settings, backups, undo, proof, paper."""
