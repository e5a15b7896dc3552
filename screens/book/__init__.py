"""History, settings, backups, import, lock."""
