"""Indices beside each other: editions, methods, times, and what was published."""
