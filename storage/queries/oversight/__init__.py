"""What oversight reads: findings, holds, what may be deleted when."""
