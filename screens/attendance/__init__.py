"""Who was there: not seen yet, grades of presence, spot checks."""
