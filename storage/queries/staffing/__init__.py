"""Seats, details, jobs, and who might fill them."""
