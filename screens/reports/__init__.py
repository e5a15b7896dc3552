"""Reports: finding one, what it asks for, its figures, its chart."""
