"""The policy, what it bars, and what is found against it before and after the work."""
