"""Index and results as files: Excel, Parquet, CSV and JSON, and figures."""

__all__ = ["WRITERS"]

WRITERS = {
    "Result": {
        "plot": "intlindex.outputs.plots.any_result:any_result",
        "record": "intlindex.outputs.records.tabular:table_record",
        "to_csv": "intlindex.outputs.result_files:result_csv",
        "to_excel": "intlindex.outputs.result_files:result_excel",
    },
    "Agreement": {"plot": "intlindex.outputs.plots.agreement:agreement"},
    "Audit": {
        "plot": "intlindex.outputs.plots.audit:audit",
        "record": "intlindex.outputs.records.side_by_side:audit_record",
        "report": "intlindex.outputs.report.audit_report:audit_report",
    },
    "Calibration": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "Change": {
        "plot": "intlindex.outputs.plots.slopes:change",
        "record": "intlindex.outputs.records.side_by_side:change_record",
    },
    "Comparison": {
        "plot": "intlindex.outputs.plots.comparison:comparison",
        "record": "intlindex.outputs.records.explaining:comparison_record",
    },
    "Dominance": {"plot": "intlindex.outputs.plots.dominance:dominance"},
    "Explanation": {
        "plot": "intlindex.outputs.plots.explanation:explanation",
        "record": "intlindex.outputs.records.explaining:explanation_record",
    },
    "Improvement": {
        "plot": "intlindex.outputs.plots.improvement:improvement",
        "record": "intlindex.outputs.records.explaining:improvement_record",
    },
    "IndexSet": {
        "plot": "intlindex.outputs.plots.slopes:index_set",
        "record": "intlindex.outputs.records.side_by_side:index_set_record",
    },
    "LeaveOneOut": {
        "plot": "intlindex.outputs.plots.leave_one_out:leave_one_out",
        "record": "intlindex.outputs.records.certain_and_usual:leave_one_out_record",
    },
    "LocalSensitivity": {"plot": "intlindex.outputs.plots.tornado:local_sensitivity"},
    "MostFavourable": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "Panel": {
        "plot": "intlindex.outputs.plots.panel:panel",
        "record": "intlindex.outputs.records.side_by_side:panel_record",
    },
    "Placement": {
        "record": "intlindex.outputs.records.explaining:placement_record",
        "report": "intlindex.outputs.report.city_report:placed_report",
    },
    "RankBounds": {
        "plot": "intlindex.outputs.plots.rank_intervals:rank_bounds",
        "record": "intlindex.outputs.records.certain_and_usual:bounds_record",
    },
    "RankMap": {"plot": "intlindex.outputs.plots.weight_triangle:rank_map"},
    "RanksWithin": {"record": "intlindex.outputs.records.side_by_side:ranks_within_record"},
    "Reweightings": {"record": "intlindex.outputs.records.of_weightings:weightings_record"},
    "Scenarios": {"plot": "intlindex.outputs.plots.slopes:scenarios"},
    "Sensitivity": {
        "plot": "intlindex.outputs.plots.sobol:sensitivity",
        "record": "intlindex.outputs.records.certain_and_usual:sensitivity_record",
    },
    "StabilityRadius": {"plot": "intlindex.outputs.plots.shares_changed:shares_changed"},
    "TippingPoint": {
        "plot": "intlindex.outputs.plots.shares_changed:shares_changed",
        "record": "intlindex.outputs.records.certain_and_usual:tipping_record",
    },
    "Uncertainty": {
        "plot": "intlindex.outputs.plots.uncertainty:uncertainty",
        "record": "intlindex.outputs.records.certain_and_usual:uncertainty_record",
    },
    "WeightMap": {"plot": "intlindex.outputs.plots.weight_triangle:weight_map"},
}
"""What writes results, by class and method: `intlindex.registry.output_of` imports it when it is called."""
