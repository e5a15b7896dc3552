"""Requests: the list, one of them, and the form for a call."""
