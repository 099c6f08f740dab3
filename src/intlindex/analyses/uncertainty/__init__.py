"""How ranks vary with weights, methods and data."""
