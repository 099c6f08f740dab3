"""A report on one city: where it stands, why, how sure that is, and what would change it."""
