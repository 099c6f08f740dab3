"""What an index learned from its data, as a record."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from intlindex._version import __version__
from intlindex.core.data.unit_facts import Units, units_of
from intlindex.core.pipeline.conditions import Conditional
from intlindex.core.pipeline.fits import Fits
from intlindex.core.scored import ScoredIndex
from intlindex.display.records.fits import FitsRecord, FittedIndicator, FittedNode, FittedStep
from intlindex.kernels.normalise.chains import fits_in
from intlindex.kernels.normalise.linear import Affine, Bounded, FittedNormalCdf, Thresholds
from intlindex.kernels.normalise.per_column import PerColumn
from intlindex.kernels.normalise.rank_based import Bands, FittedPlaces
from intlindex.kernels.rank import column_step
from intlindex.kernels.rounding import Rounded
from intlindex.kernels.transform.formula import Formula
from intlindex.kernels.treat import FittedTreatment
from intlindex.outputs.records.cells import cells, made

__all__ = ["fits_record", "steps_of"]

Step = tuple[str, dict[str, Any]]


def fits_record(index: ScoredIndex) -> FitsRecord:
    """Return what an index learned from its data, with its values as read."""
    fits, rank = index.fits, index.method.rank
    return made(
        FitsRecord,
        version=__version__,
        framework=index.framework.id,
        cities=fits.cities,
        ties=rank.ties,
        rank_round=rank.round,
        indicators=tuple(_indicators(fits)),
        nodes=tuple(_nodes(fits)),
    )


def _indicators(fits: Fits) -> Iterator[FittedIndicator]:
    units = units_of(fits.table.take(indicators=fits.indicators), fits.framework, fits.method)
    prepared, factors = fits.prepared, fits.preparation.factors
    for at, name in enumerate(fits.indicators):
        divided: dict[str, Any] = {}
        if units.denominators is not None and not np.isnan(factors[at]):
            divided = {"divided_by": tuple(cells(units.denominators[:, at])), "multiplied_by": float(factors[at])}
        yield made(
            FittedIndicator,
            id=name,
            raw=tuple(cells(fits.raw[:, at])),
            imputed=_by_city(fits, prepared.imputed[:, at], prepared.filled[:, at] & fits.screening.units),
            steps=tuple(_steps_of_indicator(fits, at, units)),
            normalised=tuple(cells(prepared.normalised[:, at])),
            **divided,
        )


def _by_city(fits: Fits, values: Any, kept: Any) -> dict[str, float]:
    return {fits.cities[row]: float(values[row]) for row in np.flatnonzero(kept)}


def _steps_of_indicator(fits: Fits, at: int, units: Units) -> Iterator[FittedStep]:
    preparation = fits.preparation
    yield from _staged(fits, "transform", preparation.transforms, at, units)
    yield from _staged(fits, "treat", preparation.treatments, at, units)
    if preparation.signs[at] != 1.0:
        turned = {"origin": 0.0, "scale": float(preparation.signs[at]), "base": 0.0, "floor": None, "ceiling": None}
        yield made(FittedStep, stage="direct", kind="affine", parameters=turned)
    yield from _staged(fits, "normalise", preparation.normalisations, at, units)


def _staged(fits: Fits, stage: str, fitted: Sequence[tuple[Any, Any]], at: int, units: Units) -> Iterator[FittedStep]:
    for columns, fit in fitted:
        if at not in columns:
            continue
        of_cities: dict[str, Any] = {}
        if isinstance(fit, Conditional):
            rows = np.flatnonzero(fit.test.holds(units.labels))
            of_cities = {"cities": tuple(fits.cities[row] for row in rows)}
            fit = fit.fit  # noqa: PLW2901  what applies to these cities
        for kind, parameters in steps_of(fit, list(columns).index(at)):
            if (kind, parameters) == ("identity", {}):
                continue
            yield made(FittedStep, stage=stage, kind=kind, parameters=parameters, **of_cities)


def steps_of(fit: Any, at: int = 0) -> Iterator[Step]:
    """Return the formulas of a fitted map of one column, in order: their kinds and parameters.

    Examples
    --------
    >>> list(steps_of(Rounded(2)))
    [('round', {'digits': 2, 'rounding': 'half_away'})]
    """
    for each in fits_in(fit):
        match each:
            case Affine():
                yield "affine", {**_numbers(each, ("origin", "scale", "base"), at), **_limits(each)}
            case Bounded():
                yield from steps_of(each.fit, at)
                yield "limits", _limits(each)
            case FittedNormalCdf():
                yield from steps_of(each.z_score, at)
                yield "normal_cdf", {"low": float(each.low), "high": float(each.high)}
            case FittedPlaces():
                known = ~np.isnan(each.points[..., at])
                lists = {name: _list(getattr(each, name)[..., at][known]) for name in ("points", "places")}
                yield "places", {**lists, **_numbers(each, ("low", "high", "step"), at)}
            case Bands():
                edges = _list(each.edges[..., at])
                yield "bands", {"edges": edges, **_numbers(each, ("low", "high", "step"), at)}
            case PerColumn():
                yield from steps_of(each.fits[at], at)
            case Thresholds():
                step = column_step(each.points, axis=0) if each.step is None else each.step
                lists = {"points": _list(each.points), "scores": _list(each.scores)}
                yield (
                    "thresholds",
                    {**lists, "step": float(np.ravel(step)[0]), "interpolate": each.interpolate, "closed": each.closed},
                )
            case Rounded():
                yield "round", {"digits": each.digits, "rounding": each.rounding}
            case FittedTreatment():
                low, high = (_finite(np.asarray(bound)[..., at]) for bound in (each.low, each.high))
                yield "limits", {"floor": low, "ceiling": high}
                for place, formula in each.transforms:
                    if place[-1] == at:
                        yield _formula(formula, 0)
            case Formula():
                yield _formula(each, at)
            case _:
                yield "other", {}


def _formula(fit: Any, at: int) -> Step:
    if not isinstance(fit, Formula):
        return "other", {}
    given = {each.name: getattr(fit, each.name) for each in fields(fit) if each.name not in {"kind", "increasing"}}
    return fit.kind, {name: _plain(value, at) for name, value in given.items() if value is not None}


def _plain(value: Any, at: int) -> Any:
    """Return a parameter of a column."""
    if isinstance(value, str | bool | int):
        return value
    flat = np.asarray(value)
    found = flat.item() if flat.size == 1 else flat[..., at].item()
    return found if isinstance(found, bool | str) else _finite(found)


def _numbers(fit: Any, names: Sequence[str], at: int) -> dict[str, Any]:
    return {name: _plain(np.asarray(getattr(fit, name), dtype=np.float64), at) for name in names}


def _limits(fit: Affine | Bounded) -> dict[str, Any]:
    return {"floor": _finite(fit.floor), "ceiling": _finite(fit.ceiling)}


def _finite(value: Any) -> float | None:
    return float(value) if math.isfinite(value) else None


def _list(values: Any) -> tuple[float, ...]:
    return tuple(np.ravel(values).tolist())


def _nodes(fits: Fits) -> Iterator[FittedNode]:
    scoring, tree = fits.scoring, fits.scoring.tree
    branches = {branch.node: branch for branch in tree.branches}
    for at, name in enumerate(fits.nodes):
        group: dict[str, Any] = {}
        if (branch := branches.get(at)) is not None:
            staged = (("after", scoring.afterwards.get(name)), ("onward", scoring.onward.get(name)))
            group = {
                "aggregate": branch.aggregate.model_dump(mode="json", exclude_none=True),
                "left_out": branch.rule.blanks == "rescale" or not branch.aggregate.flags.fillable,
                "steps": tuple(
                    made(FittedStep, stage=stage, kind=kind, parameters=parameters)
                    for stage, fit in staged
                    for kind, parameters in steps_of(fit)
                ),
            }
        fills = np.broadcast_to(scoring.fills[at], scoring.blank[at].shape)
        yield made(
            FittedNode,
            id=name,
            parent=None if tree.parents[at] < 0 else fits.nodes[tree.parents[at]],
            share=float(fits.shares[at]),
            step=float(scoring.steps[at]),
            turn=int(tree.turns[at]),
            blank=tuple(fits.cities[row] for row in np.flatnonzero(scoring.blank[at])),
            fills=_by_city(fits, fills, ~np.isnan(fills)),
            scores=tuple(cells(fits.scores[at])),
            **group,
        )
