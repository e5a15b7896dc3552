"""Officers, their time and ties, employers."""
