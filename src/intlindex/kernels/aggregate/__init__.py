"""Aggregation: from the scores of children to the score of their group."""
