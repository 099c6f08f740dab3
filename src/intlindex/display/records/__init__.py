"""Results as plain data: typed records with a published JSON Schema."""
