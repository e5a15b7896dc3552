"""Reports: what a report's file says of itself, what is asked of it, and how its figures read."""
