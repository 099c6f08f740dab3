"""Figures, one module for each; matplotlib is imported when the first is drawn."""
