"""Data as it comes in: cells, tables of values, shipped files."""
