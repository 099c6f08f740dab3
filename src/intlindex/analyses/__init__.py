"""Questions to an index: each a function of a scored index that returns a frozen result."""
