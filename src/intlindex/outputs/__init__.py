"""Index and results as files: Excel, Parquet, CSV and JSON, and figures."""

__all__ = ["WRITERS"]

WRITERS = {
    "Result": {
        "plot": "intlindex.outputs.plots.any_result:any_result",
        "to_csv": "intlindex.outputs.result_files:result_csv",
        "to_excel": "intlindex.outputs.result_files:result_excel",
    },
    "Agreement": {"plot": "intlindex.outputs.plots.agreement:agreement"},
    "Audit": {"plot": "intlindex.outputs.plots.audit:audit"},
    "Calibration": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "Change": {"plot": "intlindex.outputs.plots.slopes:change"},
    "Comparison": {"plot": "intlindex.outputs.plots.comparison:comparison"},
    "Dominance": {"plot": "intlindex.outputs.plots.dominance:dominance"},
    "Explanation": {"plot": "intlindex.outputs.plots.explanation:explanation"},
    "Improvement": {"plot": "intlindex.outputs.plots.improvement:improvement"},
    "IndexSet": {"plot": "intlindex.outputs.plots.slopes:index_set"},
    "LeaveOneOut": {"plot": "intlindex.outputs.plots.leave_one_out:leave_one_out"},
    "LocalSensitivity": {"plot": "intlindex.outputs.plots.tornado:local_sensitivity"},
    "MostFavourable": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "Panel": {"plot": "intlindex.outputs.plots.panel:panel"},
    "RankBounds": {"plot": "intlindex.outputs.plots.rank_intervals:rank_bounds"},
    "RankMap": {"plot": "intlindex.outputs.plots.weight_triangle:rank_map"},
    "Scenarios": {"plot": "intlindex.outputs.plots.slopes:scenarios"},
    "Sensitivity": {"plot": "intlindex.outputs.plots.sobol:sensitivity"},
    "StabilityRadius": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "TippingPoint": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "Uncertainty": {"plot": "intlindex.outputs.plots.uncertainty:uncertainty"},
    "WeightMap": {"plot": "intlindex.outputs.plots.weight_triangle:weight_map"},
}
"""What writes results, by class and method: `intlindex.registry.output_of` imports it when it is called."""
