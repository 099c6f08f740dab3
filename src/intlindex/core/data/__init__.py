"""Data as it comes in: cells, tables of values, what ships with the package."""
