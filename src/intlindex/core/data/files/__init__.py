"""Readers of the formats of data: each looks at sizes before it expands anything, and fails in our words."""
