"""The shipped indices as data: frameworks, methods, cities, values, sources, published ranks."""
