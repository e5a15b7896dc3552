"""A copy of the book without what is about persons, of which the log still proves the rest."""
