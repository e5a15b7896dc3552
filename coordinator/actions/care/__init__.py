"""Care of the program itself: what ails it, what may be told of that, what is new, how to begin."""
