"""Derivatives of the steps of the pipeline and of aggregations."""
