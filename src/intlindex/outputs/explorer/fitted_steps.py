"""Fitted steps of group scores, and aggregations, as plain data; what the page cannot compute is said to be so."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from intlindex.core.pipeline.scoring import Branch
from intlindex.kernels.normalise.chains import fits_in
from intlindex.kernels.normalise.linear import Affine, Bounded, Fit, Thresholds
from intlindex.kernels.normalise.rank_based import Bands, FittedPlaces
from intlindex.kernels.rank import column_step
from intlindex.kernels.rounding import Rounded
from intlindex.outputs.explorer.record import StepRecord, Why
from intlindex.specs.custom import Custom

__all__ = ["step_records", "why_not_computed", "why_weights_are_fixed"]


def step_records(fit: Fit | None) -> tuple[StepRecord, ...] | None:
    """Return a chain of fitted steps as records; None where one has no form that the page computes.

    Examples
    --------
    >>> [each.kind for each in step_records(Rounded(2))]
    ['round']
    """
    found: list[StepRecord] = []
    for each in fits_in(fit):
        records = _records(each)
        if records is None:
            return None
        found.extend(records)
    return tuple(found)


def _records(fit: Fit) -> list[StepRecord] | None:
    match fit:
        case Affine():
            line: dict[str, Any] = {name: _only(getattr(fit, name)) for name in ("origin", "scale", "base")}
            return [StepRecord(kind="affine", **line, floor=_limit(fit.floor), ceiling=_limit(fit.ceiling))]
        case Bounded():
            inner = _records(fit.fit)
            limits = StepRecord(kind="limits", floor=_limit(fit.floor), ceiling=_limit(fit.ceiling))
            return None if inner is None else [*inner, limits]
        case FittedPlaces():
            known = ~np.isnan(np.ravel(fit.points))
            points, places = np.ravel(fit.points)[known], np.ravel(fit.places)[known]
            ends: dict[str, Any] = {name: _only(getattr(fit, name)) for name in ("low", "high", "step")}
            return [StepRecord(kind="places", points=_tuple(points), places=_tuple(places), **ends)]
        case Bands():
            edges, step = _tuple(np.ravel(fit.edges)), _only(fit.step)
            return [StepRecord(kind="bands", points=edges, low=float(fit.low), high=float(fit.high), step=step)]
        case Thresholds():
            grid = column_step(fit.points, axis=0) if fit.step is None else fit.step
            given: dict[str, Any] = {"interpolate": fit.interpolate, "closed": fit.closed, "step": _only(grid)}
            return [StepRecord(kind="thresholds", points=_tuple(fit.points), places=_tuple(fit.scores), **given)]
        case Rounded():
            return [StepRecord(kind="round", digits=fit.digits, rounding=fit.rounding)]
        case _:
            return None


def why_not_computed(branch: Branch, fits: tuple[Fit | None, Fit | None]) -> Why | None:
    """Return why the page cannot compute the score of a group; None where it can."""
    flags = branch.aggregate.flags
    if isinstance(branch.aggregate, Custom) or any(isinstance(step, Custom) for step in branch.rule.steps):
        return "registered"
    if flags.weights_per_unit:
        return "weights-per-city"
    if not flags.per_unit:
        return "cities-compared"
    if branch.aggregate.kind == "displaced_ideal":
        return "distance"
    return "step" if any(step_records(fit) is None for fit in fits) else None


def why_weights_are_fixed(branch: Branch) -> Why | None:
    """Return why the weights of the children of a group that is computed cannot be changed; None where they can."""
    if branch.aggregate.kind == "none":
        return "no-score"
    return "weights-from-data" if branch.by_data else None


def _only(values: Any) -> float:
    return float(np.ravel(values)[0])


def _tuple(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _limit(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
