"""The agency, the log, messages, notes, settings, search."""
