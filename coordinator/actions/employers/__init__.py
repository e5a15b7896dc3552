"""Care of employers as clients: standing, insurance, terms, duplicates."""
