"""From a table to a definition: where it begins, how it is written, and what its columns are."""
