"""Past awards worked out again in other worlds."""
