"""What people are told: queued, worded, sent."""
