"""Which choices and values matter to the result."""
