"""The agency's intake document: what is asked of whoever wants officers, checked and required."""
