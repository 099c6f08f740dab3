"""What users call: the index with all its questions, loading, scoring, and exchange with other tools."""
