"""Officers and employers."""
