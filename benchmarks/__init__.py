"""Benchmarks: the cost of the library, as ratios to the same arithmetic hand-written in NumPy, and to peers."""
