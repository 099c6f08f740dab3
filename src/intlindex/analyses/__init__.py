"""Questions to an index: each a function of an index that returns a frozen result."""
