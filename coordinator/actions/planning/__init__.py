"""Planning: what the months ahead may ask, and which posts may stay empty."""
