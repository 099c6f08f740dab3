"""What is certain under all weights of a set."""
