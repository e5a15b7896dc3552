"""Officers: the roster, their time, what binds them, and closing their records."""
