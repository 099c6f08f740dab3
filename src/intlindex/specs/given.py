"""Rules as they are given by mappings, for type checkers: a misspelt kind or parameter is an error in the editor.

What is checked when a rule is made is in the specs; a test compares the two. User-defined kinds are given by their
specs, such as ``CustomNormalisation(kind="softsign")``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Required, TypedDict

from intlindex.specs.aggregation import Aggregation
from intlindex.specs.base import Spec
from intlindex.specs.imputation import Imputation
from intlindex.specs.normalisation import Normalisation
from intlindex.specs.transformation import Transformation
from intlindex.specs.treatment import Treatment
from intlindex.specs.weighting import Weighting

__all__ = [
    "AggregateGiven",
    "GroupRuleGiven",
    "GroupRulesGiven",
    "ImputeGiven",
    "IndicatorRuleGiven",
    "IndicatorRulesGiven",
    "NormaliseGiven",
    "RankRuleGiven",
    "TransformGiven",
    "TreatGiven",
    "WeightsGiven",
]


class TransformGiven(TypedDict, total=False):
    """A transform: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "identity",
            "log",
            "log_range",
            "log_skew",
            "log_positive",
            "square_root",
            "power",
            "logit",
            "reciprocal",
            "box_cox",
            "yeo_johnson",
            "sign",
        ]
    ]
    floor: float | None
    cap: float | None
    where: Mapping[str, object] | None
    base: float | None
    shift: float
    share: float
    exponent: float | None
    low: float
    high: float


class ImputeGiven(TypedDict, total=False):
    """An imputation: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "none",
            "constant",
            "mean",
            "median",
            "minimum",
            "maximum",
            "worst",
            "nearest_neighbours",
            "regression",
            "expectation_maximisation",
            "hot_deck",
            "last_observation",
        ]
    ]
    value: float
    by: str | None
    beyond: float
    neighbours: int
    on: Sequence[str] | None
    weights: Literal["uniform", "distance"]
    ridge: float
    tolerance: float
    max_iterations: int
    max_age: int | None


class TreatGiven(TypedDict, total=False):
    """A treatment of outliers: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "none",
            "winsorise",
            "percentiles",
            "tukey_fences",
            "box_cox",
        ]
    ]
    where: Mapping[str, object] | None
    skewness: float
    kurtosis: float
    max_points: int
    then: Literal["none", "log"] | TransformGiven
    low: float
    high: float
    factor: float
    exponent: float | None


class NormaliseGiven(TypedDict, total=False):
    """A normalisation: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "none",
            "min_max",
            "goalposts",
            "z_score",
            "normal_cdf",
            "distance",
            "fraction_of_maximum",
            "categories",
            "rank",
            "percentile_rank",
            "borda",
            "quantile_bands",
            "exponential_rank",
        ]
    ]
    floor: float | None
    cap: float | None
    low: float
    high: float
    clip: bool
    mean: float
    standard_deviation: float
    ddof: int
    to: Literal["best", "worst", "mean", "target", "unit"]
    unit: str | None
    form: Literal["range", "relative"]
    points: Sequence[float]
    scores: Sequence[float]
    interpolate: bool
    then: NormaliseGiven | None
    ties: Literal["min", "max", "average", "dense"]
    bands: int
    decay: float
    share: Literal["rank", "behind"]


class WeightsGiven(TypedDict, total=False):
    """A weighting scheme: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "given",
            "equal",
            "equal_at_the_leaves",
            "budget_allocation",
            "analytic_hierarchy",
            "best_worst",
            "rank_order_centroid",
            "rank_sum",
            "entropy",
            "critic",
            "standard_deviation",
            "inverse_correlation",
            "principal_components",
            "optimised",
        ]
    ]
    experts: Sequence[Mapping[str, float]]
    order: Sequence[str]
    matrix: Sequence[Sequence[float]]
    max_inconsistency: float
    best_to_others: Mapping[str, float]
    others_to_worst: Mapping[str, float]
    ranks: Mapping[str, float]
    method: Literal["first", "loadings", "handbook"]
    components: int | None
    explain: float | None
    rotate: Literal["varimax", "none"]
    of: Literal["children", "leaves"]
    target: Mapping[str, float] | None
    measure: Literal["squared_correlation", "correlation_ratio"]
    smoother: Literal["local_linear", "cubic"]


class AggregateGiven(TypedDict, total=False):
    """An aggregation: its kind, and parameters of the kind."""

    kind: Required[
        Literal[
            "none",
            "arithmetic",
            "geometric",
            "harmonic",
            "power",
            "median",
            "minimum",
            "maximum",
            "sum",
            "product",
            "mirrored",
            "mazziotta_pareto",
            "ordered_weighted_average",
            "topsis",
            "displaced_ideal",
            "benefit_of_the_doubt",
            "copeland",
            "kemeny",
        ]
    ]
    exponent: float
    total: Literal["children", "given"]
    of: AggregateGiven
    top: float
    penalty: Literal["subtract", "add"]
    order_weights: Sequence[float]
    norm: Literal["vector", "none"]
    power: float
    ideal: float
    worst: float
    min_share: float
    max_share: float
    scaled: bool


class IndicatorRuleGiven(TypedDict, total=False):
    """How indicators are prepared."""

    denominate: Mapping[str, object] | Spec | None
    transform: TransformGiven | Transformation | None
    impute: ImputeGiven | Imputation | None
    treat: TreatGiven | Treatment | None
    normalise: NormaliseGiven | Normalisation | None
    after: Sequence[Mapping[str, object] | Spec] | None


class IndicatorRulesGiven(IndicatorRuleGiven, total=False):
    """How indicators are prepared, with exceptions by id."""

    only: Mapping[str, IndicatorRuleGiven | Spec]
    screen: Mapping[str, object] | Spec


class GroupRuleGiven(TypedDict, total=False):
    """How groups are formed."""

    weights: WeightsGiven | Weighting | None
    aggregate: AggregateGiven | Aggregation | None
    blanks: Literal["siblings", "rescale", "strict"] | Mapping[str, object] | Spec | None
    min_coverage: float | None
    normalise: NormaliseGiven | Normalisation | None
    after: Sequence[Mapping[str, object] | Spec] | None
    round: int | Literal["none"] | None
    rounding: Literal["half_away", "half_even"] | None
    impute: ImputeGiven | Imputation | None


class GroupRulesGiven(GroupRuleGiven, total=False):
    """How groups are formed, with exceptions by level and by id."""

    level: Mapping[str, GroupRuleGiven | Spec]
    only: Mapping[str, GroupRuleGiven | Spec]


class RankRuleGiven(TypedDict, total=False):
    """How scores become ranks."""

    ties: Literal["min", "max", "average", "dense", "ordinal"]
    order: Literal["descending", "ascending"]
    round: int | None
