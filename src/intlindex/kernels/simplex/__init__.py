"""Weights as points of a simplex: drawing them, and searching among them."""
