"""Folders that files come into regularly: looked into by the clock, clean files brought in."""
