"""What is doubtful about an index."""
