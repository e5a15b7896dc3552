"""Who takes a seat, who gives it back, who comes instead."""
