"""Case files: facts of one decision and what the agency's clauses make of them."""
