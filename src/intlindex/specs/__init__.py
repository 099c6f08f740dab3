"""What is measured and how it is combined, as frozen values that compute nothing.

The kinds of each step are in separate modules: `intlindex.specs.transformation`, `imputation`, `treatment`,
`normalisation`, `aggregation`.
"""

from intlindex.specs.base import FrozenMap, Spec
from intlindex.specs.city import City, Source
from intlindex.specs.framework import Framework
from intlindex.specs.method import (
    Denomination,
    GroupRule,
    GroupRules,
    IndicatorRule,
    IndicatorRules,
    Method,
    RankRule,
    Screen,
)
from intlindex.specs.nodes import Group, Indicator
from intlindex.specs.reading import Reading

__all__ = [
    "City",
    "Denomination",
    "Framework",
    "FrozenMap",
    "Group",
    "GroupRule",
    "GroupRules",
    "Indicator",
    "IndicatorRule",
    "IndicatorRules",
    "Method",
    "RankRule",
    "Reading",
    "Screen",
    "Source",
    "Spec",
]

# Public names carry the name of the package and not of their file, so that files may move.
for _value in [globals()[_name] for _name in __all__]:
    _value.__defined_in__ = _value.__module__
    _value.__module__ = "intlindex.specs"
del _value
