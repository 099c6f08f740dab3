"""Shares of single parts in a whole."""
