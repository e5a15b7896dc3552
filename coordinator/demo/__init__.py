"""An invented agency's book, for looking around and for measuring. Nothing in it is real."""
