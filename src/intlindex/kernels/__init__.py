"""Plain functions on NumPy arrays: normalise, aggregate, rank.

Nothing here knows labels, files or specs. Values are ``(..., units, indicators)``, the children of a group
``(..., units, children)`` with weights ``(..., children)``; leading axes are a batch, and a single index is
the batch of shape ``()``. Higher is better throughout; NaN is a blank. Inputs are never written to.
"""
