"""What is measured and how it is combined, as frozen values that compute nothing."""

from intlindex.specs.aggregation import Aggregation, Arithmetic, Flags, Geometric, Harmonic
from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.city import City, Source
from intlindex.specs.framework import Framework, Group, Indicator
from intlindex.specs.method import (
    EqualWeights,
    GivenWeights,
    GroupRule,
    GroupRules,
    Identity,
    IndicatorRule,
    IndicatorRules,
    Method,
    NoImputation,
    NoTreatment,
    RankRule,
    Weighting,
)
from intlindex.specs.normalisation import Goalposts, MinMax, Normalisation, PercentileRank, Rank, ZScore

__all__ = [
    "Aggregation",
    "Arithmetic",
    "City",
    "EqualWeights",
    "Flags",
    "Framework",
    "FrozenMap",
    "Geometric",
    "GivenWeights",
    "Goalposts",
    "Group",
    "GroupRule",
    "GroupRules",
    "Harmonic",
    "Identity",
    "Indicator",
    "IndicatorRule",
    "IndicatorRules",
    "Method",
    "MinMax",
    "NoImputation",
    "NoTreatment",
    "Normalisation",
    "PercentileRank",
    "Rank",
    "RankRule",
    "Source",
    "Spec",
    "Weighting",
    "ZScore",
]
