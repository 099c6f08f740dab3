"""Composite indicators of cities as typed definitions: rank, re-weight, analyse.

>>> import intlindex as ix
>>> index = ix.load("example")
>>> index.reweight(influence=2).ranking.loc[0, "city"]
'London'

A public name is imported when it is first used, so that importing the package is fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import FunctionType
from typing import TYPE_CHECKING, Any

from intlindex import results as results  # dataclasses look it up while a result is defined
from intlindex._version import __version__
from intlindex.outputs import WRITERS as _WRITERS
from intlindex.registry import register_outputs as _register_outputs

if TYPE_CHECKING:
    from intlindex import records as records
    from intlindex import specs as specs
    from intlindex.analyses.comparison.agreement import Agreement
    from intlindex.analyses.comparison.index_set import compare_indices
    from intlindex.api.drafting import Draft, draft
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
        RequestError,
        SeveralErrors,
        UnknownNameError,
    )
    from intlindex.findings import Finding
    from intlindex.outputs.explorer.several import explorer
    from intlindex.outputs.plots.describing import alt_text
    from intlindex.outputs.plots.saving import save_plot
    from intlindex.registry import register, unregister
    from intlindex.specs import City, Framework, Group, Indicator, Method, Reading, Source
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
    "Draft",
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
    "Reading",
    "RelativeNoise",
    "RequestError",
    "SeveralErrors",
    "Simplex",
    "Source",
    "UnknownNameError",
    "__version__",
    "alt_text",
    "compare_indices",
    "draft",
    "explorer",
    "frameworks",
    "from_coin_tool",
    "from_coinr",
    "load",
    "methods",
    "panel",
    "register",
    "save_plot",
    "score",
    "show_versions",
    "to_latex",
    "to_markdown",
    "unregister",
]

# Results are in a lower layer than their writers, and look these up by name.
_register_outputs(_WRITERS)

_HOMES = {
    "Agreement": "intlindex.analyses.comparison.agreement",
    "AuditLimits": "intlindex.specs.audit_limits",
    "Bounds": "intlindex.specs.weight_set",
    "City": "intlindex.specs",
    "DataError": "intlindex.errors",
    "DefinitionError": "intlindex.errors",
    "Dirichlet": "intlindex.specs.weight_set",
    "Draft": "intlindex.api.drafting",
    "Finding": "intlindex.findings",
    "Framework": "intlindex.specs",
    "Group": "intlindex.specs",
    "Imported": "intlindex.api.interchange.imported",
    "Index": "intlindex.api.index",
    "Indicator": "intlindex.specs",
    "IntlindexError": "intlindex.errors",
    "Method": "intlindex.specs",
    "MissingDependencyError": "intlindex.errors",
    "Noise": "intlindex.specs.noise",
    "Ordered": "intlindex.specs.weight_set",
    "Problem": "intlindex.errors",
    "Reading": "intlindex.specs",
    "RelativeNoise": "intlindex.specs.weight_set",
    "RequestError": "intlindex.errors",
    "SeveralErrors": "intlindex.errors",
    "Simplex": "intlindex.specs.weight_set",
    "Source": "intlindex.specs",
    "UnknownNameError": "intlindex.errors",
    "alt_text": "intlindex.outputs.plots.describing",
    "compare_indices": "intlindex.analyses.comparison.index_set",
    "draft": "intlindex.api.drafting",
    "explorer": "intlindex.outputs.explorer.several",
    "from_coin_tool": "intlindex.api.interchange.coin_tool",
    "from_coinr": "intlindex.api.interchange.coinr",
    "frameworks": "intlindex.api.shipped",
    "load": "intlindex.api.loading",
    "methods": "intlindex.api.shipped",
    "save_plot": "intlindex.outputs.plots.saving",
    "show_versions": "intlindex.api.shipped",
    "panel": "intlindex.api.panel",
    "register": "intlindex.registry",
    "score": "intlindex.api.loading",
    "to_latex": "intlindex.display.table_formats",
    "to_markdown": "intlindex.display.table_formats",
    "unregister": "intlindex.registry",
}

_MODULES = ("records", "results", "specs")


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        found: Any = import_module(f"intlindex.{name}")
    elif name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'intlindex' has no attribute {name!r}")
    _carry_the_name_of_the_package()
    if isinstance(found, FunctionType):
        from intlindex.api.boundary import guarded

        found = guarded(found)
    globals()[name] = found  # so it is not looked up again
    return found


def _carry_the_name_of_the_package() -> None:
    """Set the module of public names to the package instead of their file, so that files may move."""
    for name, home in _HOMES.items():
        if home in sys.modules and hasattr(sys.modules[home], name):  # else it is still being imported
            value = getattr(sys.modules[home], name)
            if isinstance(value, type) and "__defined_in__" not in vars(value):
                value.__defined_in__ = value.__module__  # type: ignore[attr-defined]
            value.__module__ = "intlindex"


def __dir__() -> list[str]:
    return sorted({*__all__, *_MODULES, *(name for name in globals() if name.startswith("_"))})
