"""The book handed to another workstation, taken over there, and brought back."""
