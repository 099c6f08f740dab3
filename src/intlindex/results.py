"""All results of analyses, and the types of their parts.

>>> from intlindex.results import RankBounds
>>> RankBounds.__name__
'RankBounds'

A name is looked up when it is first asked for, so that importing this module is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intlindex.analyses.audit.audit import Audit
    from intlindex.analyses.audit.checks import RuleFinding
    from intlindex.analyses.audit.evidence import Evidence
    from intlindex.analyses.audit.rules import RULES, AuditRule
    from intlindex.analyses.comparison.agreement import Agreement
    from intlindex.analyses.comparison.change import Change, change_of_scores
    from intlindex.analyses.comparison.index_set import IndexSet
    from intlindex.analyses.comparison.panel import Panel
    from intlindex.analyses.comparison.ranks_within import RanksWithin
    from intlindex.analyses.dropping import effects_of_dropping, ranks_without_each
    from intlindex.analyses.explanation.comparison import Comparison, neighbours
    from intlindex.analyses.explanation.explanation import Explanation
    from intlindex.analyses.explanation.improvement import Improvement
    from intlindex.analyses.explanation.placement import Placement
    from intlindex.analyses.reweighting import Reweightings
    from intlindex.analyses.robustness.calibration import Calibration
    from intlindex.analyses.robustness.dominance import Dominance
    from intlindex.analyses.robustness.most_favourable import MostFavourable
    from intlindex.analyses.robustness.rank_bounds import RankBounds
    from intlindex.analyses.robustness.stability import StabilityRadius
    from intlindex.analyses.robustness.tipping_point import TippingPoint
    from intlindex.analyses.robustness.weight_map import RankMap, WeightMap
    from intlindex.analyses.sensitivity.leave_one_out import LeaveOneOut
    from intlindex.analyses.sensitivity.local_sensitivity import LocalSensitivity
    from intlindex.analyses.sensitivity.scenarios import Scenarios
    from intlindex.analyses.sensitivity.sensitivity import Sensitivity
    from intlindex.analyses.uncertainty.uncertainty import Uncertainty
    from intlindex.api.drafting import Draft
    from intlindex.api.interchange.export_coinr import CoinrTables
    from intlindex.api.interchange.imported import Imported
    from intlindex.api.plots import IndexPlots
    from intlindex.core.data.table import Table
    from intlindex.core.pipeline.fits import Fits
    from intlindex.core.slopes import score_factors
    from intlindex.display.result import Result
    from intlindex.display.shown import Shown

__all__ = [
    "RULES",
    "Agreement",
    "Audit",
    "AuditRule",
    "Calibration",
    "Change",
    "CoinrTables",
    "Comparison",
    "Dominance",
    "Draft",
    "Evidence",
    "Explanation",
    "Fits",
    "Imported",
    "Improvement",
    "IndexPlots",
    "IndexSet",
    "LeaveOneOut",
    "LocalSensitivity",
    "MostFavourable",
    "Panel",
    "Placement",
    "RankBounds",
    "RankMap",
    "RanksWithin",
    "Result",
    "Reweightings",
    "RuleFinding",
    "Scenarios",
    "Sensitivity",
    "Shown",
    "StabilityRadius",
    "Table",
    "TippingPoint",
    "Uncertainty",
    "WeightMap",
    "change_of_scores",
    "effects_of_dropping",
    "neighbours",
    "ranks_without_each",
    "score_factors",
]

_HOMES = {
    "score_factors": "intlindex.core.slopes",
    "neighbours": "intlindex.analyses.explanation.comparison",
    "ranks_without_each": "intlindex.analyses.dropping",
    "effects_of_dropping": "intlindex.analyses.dropping",
    "change_of_scores": "intlindex.analyses.comparison.change",
    "Agreement": "intlindex.analyses.comparison.agreement",
    "Audit": "intlindex.analyses.audit.audit",
    "AuditRule": "intlindex.analyses.audit.rules",
    "Calibration": "intlindex.analyses.robustness.calibration",
    "Change": "intlindex.analyses.comparison.change",
    "CoinrTables": "intlindex.api.interchange.export_coinr",
    "Comparison": "intlindex.analyses.explanation.comparison",
    "Dominance": "intlindex.analyses.robustness.dominance",
    "Draft": "intlindex.api.drafting",
    "Evidence": "intlindex.analyses.audit.evidence",
    "Explanation": "intlindex.analyses.explanation.explanation",
    "Fits": "intlindex.core.pipeline.fits",
    "Imported": "intlindex.api.interchange.imported",
    "Improvement": "intlindex.analyses.explanation.improvement",
    "IndexPlots": "intlindex.api.plots",
    "IndexSet": "intlindex.analyses.comparison.index_set",
    "LeaveOneOut": "intlindex.analyses.sensitivity.leave_one_out",
    "LocalSensitivity": "intlindex.analyses.sensitivity.local_sensitivity",
    "MostFavourable": "intlindex.analyses.robustness.most_favourable",
    "Panel": "intlindex.analyses.comparison.panel",
    "Placement": "intlindex.analyses.explanation.placement",
    "RULES": "intlindex.analyses.audit.rules",
    "RankBounds": "intlindex.analyses.robustness.rank_bounds",
    "RankMap": "intlindex.analyses.robustness.weight_map",
    "RanksWithin": "intlindex.analyses.comparison.ranks_within",
    "Reweightings": "intlindex.analyses.reweighting",
    "Result": "intlindex.display.result",
    "Scenarios": "intlindex.analyses.sensitivity.scenarios",
    "Sensitivity": "intlindex.analyses.sensitivity.sensitivity",
    "Shown": "intlindex.display.shown",
    "StabilityRadius": "intlindex.analyses.robustness.stability",
    "Table": "intlindex.core.data.table",
    "TippingPoint": "intlindex.analyses.robustness.tipping_point",
    "RuleFinding": "intlindex.analyses.audit.checks",
    "Uncertainty": "intlindex.analyses.uncertainty.uncertainty",
    "WeightMap": "intlindex.analyses.robustness.weight_map",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'intlindex.results' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
