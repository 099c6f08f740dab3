"""Composite indicators of cities as typed definitions: rank, re-weight, question.

>>> import intlindex as ix
>>> index = ix.load("example")
>>> index.reweight(influence=2).ranking.loc[0, "city"]
'London'
"""

from intlindex._version import __version__
from intlindex.analyses.index_set import compare_indices
from intlindex.analyses.panel import panel
from intlindex.errors import (
    DataError,
    DefinitionError,
    IntlindexError,
    MissingDependencyError,
    Problem,
    SeveralErrors,
    UnknownNameError,
)
from intlindex.findings import Finding
from intlindex.index.agreement import Agreement
from intlindex.index.index import Index
from intlindex.index.interchange import Imported
from intlindex.index.interchange_coin_tool import from_coin_tool
from intlindex.index.interchange_coinr import from_coinr
from intlindex.index.shipped import load, score
from intlindex.presentation.table_formats import to_latex, to_markdown
from intlindex.registry import register, unregister
from intlindex.specs import City, Framework, Group, Indicator, Method, Source
from intlindex.specs import kinds as _kinds  # noqa: F401  reserves the names of the built-in kinds
from intlindex.specs.audit_limits import AuditLimits
from intlindex.specs.noise import Noise
from intlindex.specs.weight_set import Bounds, Dirichlet, Ordered, RelativeNoise, Simplex

__all__ = [
    "Agreement",
    "AuditLimits",
    "Bounds",
    "City",
    "DataError",
    "DefinitionError",
    "Dirichlet",
    "Finding",
    "Framework",
    "Group",
    "Imported",
    "Index",
    "Indicator",
    "IntlindexError",
    "Method",
    "MissingDependencyError",
    "Noise",
    "Ordered",
    "Problem",
    "RelativeNoise",
    "SeveralErrors",
    "Simplex",
    "Source",
    "UnknownNameError",
    "__version__",
    "compare_indices",
    "from_coin_tool",
    "from_coinr",
    "load",
    "panel",
    "register",
    "score",
    "to_latex",
    "to_markdown",
    "unregister",
]
