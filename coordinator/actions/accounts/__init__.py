"""The accounts: journal, months, proofs."""
