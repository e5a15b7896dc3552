"""Messages, answers, and who is to be told."""
