"""What the clock has people told of."""
