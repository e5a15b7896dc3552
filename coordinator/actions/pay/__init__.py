"""Hours, payroll, and what reaches the bank."""
