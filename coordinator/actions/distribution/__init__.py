"""Who comes first: the order, award rounds, fairness."""
