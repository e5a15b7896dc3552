"""Jobs, details and the employers who order them."""
