"""Who was reached, and what follows where somebody was not."""
