"""What was told and what was answered."""
