"""A report on one city: its rank, why, how sure that is, and what would change it."""
