"""Running reports: a guarded connection, what may be read on it, and what a result rests on."""
