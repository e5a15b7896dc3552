"""Jobs that recur, many details at once, and parades."""
