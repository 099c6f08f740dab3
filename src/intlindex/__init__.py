"""Composite indicators of cities as typed definitions: rank, re-weight, question.

>>> import intlindex as ix
>>> index = ix.load("example")
>>> index.reweight(influence=2).ranking.loc[0, "city"]
'London'
"""

from intlindex import results, specs  # noqa: F401  public by name
from intlindex._version import __version__
from intlindex.analyses.comparison.agreement import Agreement
from intlindex.analyses.comparison.index_set import compare_indices
from intlindex.api.index import Index
from intlindex.api.interchange.coin_tool import from_coin_tool
from intlindex.api.interchange.coinr import from_coinr
from intlindex.api.interchange.imported import Imported
from intlindex.api.loading import load, score
from intlindex.api.panel import panel
from intlindex.api.shipped import frameworks, methods, show_versions
from intlindex.display.table_formats import to_latex, to_markdown
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
from intlindex.outputs import WRITERS as _WRITERS
from intlindex.registry import register, unregister
from intlindex.registry import register_outputs as _register_outputs
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
    "frameworks",
    "from_coin_tool",
    "from_coinr",
    "load",
    "methods",
    "panel",
    "register",
    "score",
    "show_versions",
    "to_latex",
    "to_markdown",
    "unregister",
]

# Results stand below what writes them, and find it by name.
_register_outputs(_WRITERS)

# Public names carry the name of the package and not of the file that they stand in, so that files may move.
for _public, _names in (("intlindex.specs", specs.__all__), ("intlindex", __all__)):
    for _value in (globals().get(_name, getattr(specs, _name, None)) for _name in _names if _name != "__version__"):
        if isinstance(_value, type) and "__defined_in__" not in vars(_value):
            _value.__defined_in__ = _value.__module__  # type: ignore[attr-defined]
        _value.__module__ = _public
del _public, _names, _value
