"""What an agency's own history says of what comes: demand, and posts that may stay empty."""
