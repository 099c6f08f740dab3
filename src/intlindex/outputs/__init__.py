"""Index and results as files: Excel, Parquet, CSV and JSON, and figures."""

__all__ = ["WRITERS"]

WRITERS = {
    "Result": {
        "plot": "intlindex.outputs.plots.any_result:any_result",
        "record": "intlindex.outputs.records.tabular:table_record",
        "to_csv": "intlindex.outputs.result_files:result_csv",
        "to_excel": "intlindex.outputs.result_files:result_excel",
    },
    "Audit": {"record": "intlindex.outputs.records.side_by_side:audit_record"},
    "Change": {"record": "intlindex.outputs.records.side_by_side:change_record"},
    "Comparison": {
        "plot": "intlindex.outputs.plots.comparison:comparison",
        "record": "intlindex.outputs.records.explaining:comparison_record",
    },
    "Explanation": {"record": "intlindex.outputs.records.explaining:explanation_record"},
    "Improvement": {"record": "intlindex.outputs.records.explaining:improvement_record"},
    "IndexSet": {"record": "intlindex.outputs.records.side_by_side:index_set_record"},
    "LeaveOneOut": {"record": "intlindex.outputs.records.certain_and_usual:leave_one_out_record"},
    "Panel": {"record": "intlindex.outputs.records.side_by_side:panel_record"},
    "Placement": {"record": "intlindex.outputs.records.explaining:placement_record"},
    "RankBounds": {
        "plot": "intlindex.outputs.plots.rank_intervals:rank_bounds",
        "record": "intlindex.outputs.records.certain_and_usual:bounds_record",
    },
    "RanksWithin": {"record": "intlindex.outputs.records.side_by_side:ranks_within_record"},
    "Sensitivity": {"record": "intlindex.outputs.records.certain_and_usual:sensitivity_record"},
    "TippingPoint": {"record": "intlindex.outputs.records.certain_and_usual:tipping_record"},
    "Uncertainty": {
        "plot": "intlindex.outputs.plots.rank_intervals:uncertainty",
        "record": "intlindex.outputs.records.certain_and_usual:uncertainty_record",
    },
}
"""What writes results, by class and method: `intlindex.registry.output_of` imports it when it is called."""
