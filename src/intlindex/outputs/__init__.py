"""Index and results as files: Excel, Parquet, CSV and JSON."""

__all__ = ["WRITERS"]

WRITERS = {
    "Result": {
        "to_csv": "intlindex.outputs.result_files:result_csv",
        "to_excel": "intlindex.outputs.result_files:result_excel",
    },
}
"""What writes results, by class and method: `intlindex.registry.output_of` imports it when it is called."""
