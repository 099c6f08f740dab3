"""The explorer: one page in which anyone re-weights an index, and the record that it reads."""
