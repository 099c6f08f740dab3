"""Benchmarks: what the library costs, as ratios to the same arithmetic hand-written in NumPy, and to peers."""
