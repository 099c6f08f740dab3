"""Files that other programs read: workbooks, Parquet, CSV and JSON."""
