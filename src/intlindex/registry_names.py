"""Names that a user-defined method cannot have, and the flags that it can: lists, which import nothing."""

from __future__ import annotations

__all__ = ["BUILT_IN", "FLAGS_OF"]

BUILT_IN: dict[str, frozenset[str]] = {
    "transform": frozenset(
        [
            "box_cox",
            "identity",
            "log",
            "log_positive",
            "log_range",
            "log_skew",
            "logit",
            "power",
            "reciprocal",
            "sign",
            "square_root",
            "yeo_johnson",
        ]
    ),
    "normalise": frozenset(
        [
            "borda",
            "categories",
            "distance",
            "exponential_rank",
            "fraction_of_maximum",
            "goalposts",
            "min_max",
            "none",
            "normal_cdf",
            "percentile_rank",
            "quantile_bands",
            "rank",
            "z_score",
        ]
    ),
    "aggregate": frozenset(
        [
            "arithmetic",
            "benefit_of_the_doubt",
            "copeland",
            "displaced_ideal",
            "geometric",
            "harmonic",
            "kemeny",
            "maximum",
            "mazziotta_pareto",
            "median",
            "minimum",
            "mirrored",
            "none",
            "ordered_weighted_average",
            "power",
            "product",
            "sum",
            "topsis",
        ]
    ),
    "weights": frozenset(
        [
            "analytic_hierarchy",
            "best_worst",
            "budget_allocation",
            "critic",
            "entropy",
            "equal",
            "equal_at_the_leaves",
            "given",
            "inverse_correlation",
            "optimised",
            "principal_components",
            "rank_order_centroid",
            "rank_sum",
            "standard_deviation",
        ]
    ),
}
"""Built-in kinds, by step."""

FLAGS_OF: dict[str, tuple[str, ...]] = {
    "transform": ("increasing", "needs", "gives"),
    "normalise": ("invariant", "needs", "zero_is_meant"),
    "aggregate": (
        "uses_weights",
        "affine",
        "monotone",
        "homogeneous",
        "per_unit",
        "weights_per_unit",
        "fillable",
        "keeps_scale",
        "takes_ratios",
        "batches",
        "domain",
        "link",
    ),
    "weights": (),
}
"""Flags of a method, by step, that analyses may rely on."""
