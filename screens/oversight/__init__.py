"""Policy, distribution, and what was found out about awards and work."""
