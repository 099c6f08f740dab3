"""Statistics of samples: moments, correlation, reliability, trends, Sobol indices."""
