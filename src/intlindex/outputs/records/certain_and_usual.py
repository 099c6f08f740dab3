"""Records of results that say what is certain and what is usual: bounds, tipping points, draws, leaving one out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from intlindex._version import __version__
from intlindex.analyses.robustness.rank_bounds import RankBounds
from intlindex.analyses.robustness.tipping_point import TippingPoint
from intlindex.analyses.sensitivity.leave_one_out import LeaveOneOut
from intlindex.analyses.sensitivity.sensitivity import Sensitivity
from intlindex.analyses.uncertainty.uncertainty import Uncertainty
from intlindex.display.records.robustness import BoundedCity, BoundFinding, BoundsRecord, TippingRecord
from intlindex.display.records.uncertainty import LeaveOneOutRecord, SensitivityRecord, UncertaintyRecord
from intlindex.outputs.records.cells import by_city, finding_records, finite, made, row_records, rows

__all__ = [
    "bounds_record",
    "leave_one_out_record",
    "order_of",
    "sensitivity_record",
    "tipping_record",
    "uncertainty_record",
]


def bounds_record(found: RankBounds) -> BoundsRecord:
    """Return bounds of ranks as a record; called by `Result.record`."""
    return made(
        BoundsRecord,
        framework=found.index.framework.id,
        weights=found.weight_set,
        bounds=row_records(BoundedCity, found.table.reset_index()),
        findings=row_records(BoundFinding, found.findings),
    )


def tipping_record(found: TippingPoint) -> TippingRecord:
    """Return a tipping point as a record; called by `Result.record`."""
    return made(
        TippingRecord,
        framework=found.index.framework.id,
        ahead=found.ahead,
        behind=found.behind,
        norm=found.norm,
        distance=finite(found.distance),
        weights=found.weights,
    )


def order_of(found: Uncertainty) -> pd.Index[str]:
    """Return the cities by their nominal rank, and then by the mean of their ranks."""
    return found.ranks.sort_values(["nominal", "mean"], kind="stable").index


def uncertainty_record(found: Uncertainty) -> UncertaintyRecord:
    """Return ranks over draws as a record; called by `Result.record`."""
    order, framework = order_of(found), found.index.framework
    optional: dict[str, Any] = {}
    if found.index.nodes[0] in found.index.fits.class_rules:
        labels = found.index.fits.class_rules[found.index.nodes[0]].labels_in("en")
        optional["classes"] = by_city(found.classes.loc[order].set_axis(list(labels), axis=1))
    if isinstance(found.seed.entropy, int) and not found.seed.key:
        optional["seed"] = found.seed.entropy
    return made(
        UncertaintyRecord,
        version=__version__,
        framework=framework.id,
        name=framework.name,
        description=framework.description,
        varied=tuple(factor.name for factor in found.variation.experiment.factors),
        draws=found.draws,
        counted=found.defined_draws,
        enough=found.precision,
        ranks=by_city(found.ranks.loc[order]),
        acceptability=by_city(found.acceptability.loc[order]),
        findings=finding_records(found.findings),
        **optional,
    )


def sensitivity_record(found: Sensitivity) -> SensitivityRecord:
    """Return indices of sensitivity as a record; called by `Result.record`."""
    framework = found.index.framework
    return made(
        SensitivityRecord,
        version=__version__,
        framework=framework.id,
        name=framework.name,
        description=framework.description,
        target=found.target,
        varied=tuple(factor.name for factor in found.variation.experiment.factors),
        samples=found.samples,
        indices=rows(found.indices.reset_index()),
        findings=finding_records(found.findings),
    )


def leave_one_out_record(found: LeaveOneOut) -> LeaveOneOutRecord:
    """Return what leaving out each part does as a record; called by `Result.record`."""
    return made(
        LeaveOneOutRecord,
        version=__version__,
        framework=found.framework,
        left_out=found.what,
        shifts=by_city(found.shifts),
        findings=finding_records(found.findings),
    )
