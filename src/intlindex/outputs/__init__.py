"""Index and results as files: Excel, Parquet, CSV and JSON, and figures."""

__all__ = ["WRITERS"]

WRITERS = {
    "Result": {
        "plot": "intlindex.outputs.plots.any_result:any_result",
        "to_csv": "intlindex.outputs.result_files:result_csv",
        "to_excel": "intlindex.outputs.result_files:result_excel",
    },
    "Comparison": {"plot": "intlindex.outputs.plots.comparison:comparison"},
    "RankBounds": {"plot": "intlindex.outputs.plots.rank_intervals:rank_bounds"},
    "Uncertainty": {"plot": "intlindex.outputs.plots.rank_intervals:uncertainty"},
}
"""What writes results, by class and method: `intlindex.registry.output_of` imports it when it is called."""
