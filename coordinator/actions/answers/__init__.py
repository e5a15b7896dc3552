"""What people answer: taken in, understood, carried out."""
