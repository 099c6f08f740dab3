"""Errors of measurement in the data of an index: how large in which cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.analyses.uncertainty.factors import NoiseFactor
from intlindex.core.pipeline.step_kernels import fit_imputation
from intlindex.core.request_errors import refusal
from intlindex.core.scored import ScoredIndex
from intlindex.errors import IntlindexError, Problem, RequestError, nearest, problem
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs.noise import Noise

__all__ = ["imputation_errors", "noise_factors"]

Array = NDArray[np.float64]

LARGEST_ERROR = 1e100
"""Beyond it sums of squares would not be numbers."""


def noise_factors(index: ScoredIndex, noise: Any) -> tuple[list[NoiseFactor], list[Finding]]:
    """Make the factors of noisy data, one for each column of the data or, where a spec says so, for each source.

    Parameters
    ----------
    index : ScoredIndex
        Whose data.
    noise : float, Noise, or mapping of str to either
        For all indicators, or by id; a number is relative. Indicators that read one column share its errors.

    Returns
    -------
    factors : list of NoiseFactor
        Those that can change something.
    findings : list of Finding
        What is worth knowing.

    Raises
    ------
    UnknownNameError
        If an indicator does not exist, and nothing else is wrong.
    RequestError
        If a column does not exist, or a size is not a number; with every problem.
    """
    indicators = index.framework.indicators
    ids = [node.id for node in indicators]
    problems: list[Problem] = []
    if isinstance(noise, Mapping) and not noise:
        problems.append(problem("empty/noise", "noise", found=noise))
    given = noise if isinstance(noise, Mapping) else dict.fromkeys(ids, noise)
    raw = index.fits.raw
    specs: dict[int, Noise] = {}
    factors: list[NoiseFactor] = []
    findings: list[Finding] = []
    for name, value in given.items():
        if name not in ids:
            problems.append(problem("unknown-node/noise", f"noise.{name}", hint=nearest(str(name), ids)))
            continue
        try:
            spec = value if isinstance(value, Noise) else Noise(relative=value)
            place = ids.index(name)
            factors += _of_indicator(index, place, spec, raw[:, place])
            specs[place] = spec
        except IntlindexError as error:
            where = f"noise.{name}" if isinstance(noise, Mapping) else "noise"
            problems += [Problem(where, each.message) for each in error.problems]
            continue
        node = indicators[ids.index(name)]
        if spec.relative and node.scale != "ratio":
            findings.append(finding("scale-noise", "warning", name, scale=node.scale))
    factors += _of_other_readers(index, specs, problems)
    if problems:
        raise refusal(problems, source="uncertainty")
    return _shared(index, factors, specs), findings


def _of_other_readers(index: ScoredIndex, specs: dict[int, Noise], problems: list[Problem]) -> list[NoiseFactor]:
    """Give the errors of a column to all that read it: add their specs, and return their factors."""
    indicators = index.framework.indicators
    by_column: dict[str, tuple[int, Noise]] = {}
    for place, spec in specs.items():
        other, known = by_column.setdefault(indicators[place].reads, (place, spec))
        if known != spec:
            column, nodes = indicators[place].reads, (indicators[other].id, indicators[place].id)
            problems.append(problem("conflict/noise-of-column", f"noise.{nodes[1]}", column=column, nodes=nodes))
    found: list[NoiseFactor] = []
    for place, node in enumerate(indicators):
        if place not in specs and node.reads in by_column and not problems:
            specs[place] = by_column[node.reads][1]
            found += _of_indicator(index, place, specs[place], index.fits.raw[:, place])
    return found


def _shared(index: ScoredIndex, factors: Sequence[NoiseFactor], specs: Mapping[int, Noise]) -> list[NoiseFactor]:
    """Put together the errors of values from one column, or from one source where a spec says so."""
    indicators = index.framework.indicators
    first = {node.reads: node for node in reversed(indicators)}
    by_key: dict[tuple[str, object, bool], list[NoiseFactor]] = {}
    for factor in factors:
        (place,) = factor.indicators
        sources = first[indicators[place].reads].sources
        by_source = specs[place].per == "source" and bool(sources)
        name = "+".join(sources) if by_source else indicators[place].reads
        key = (indicators[place].id, "imputed", True) if factor.imputed else (name, by_source, factor.uniform)
        by_key.setdefault(key, []).append(factor)
    return [same[0] if len(same) == 1 else _together(same, name) for (name, *_), same in by_key.items()]


def _together(factors: Sequence[NoiseFactor], name: str) -> NoiseFactor:
    """Return one factor for several, by the name of what they have in common."""
    places = tuple(place for factor in factors for place in factor.indicators)
    sizes = np.concatenate([factor.sizes for factor in factors])
    return NoiseFactor(places, f"noise of {name}", sizes, factors[0].uniform)


def _of_indicator(index: ScoredIndex, place: int, spec: Noise, raw: Array) -> list[NoiseFactor]:
    name = index.framework.indicators[place].id
    uniform = spec.distribution == "uniform"
    present = ~np.isnan(raw)
    factors = []
    if spec.relative is not None or spec.absolute is not None or spec.column is not None:
        sizes = np.where(present, _sizes(index, spec, raw, present), 0.0)
        factors.append(NoiseFactor((place,), f"noise of {name}", sizes[None], uniform))
    if spec.imputed is not None and index.prepared.filled[:, place].any():
        missed = imputation_errors(index)[place]
        sizes = np.where(index.prepared.filled[:, place], spec.imputed * missed, 0.0)
        factors.append(NoiseFactor((place,), f"imputation of {name}", sizes[None], uniform, imputed=True))
    return [factor for factor in factors if factor.sizes.any()]


def _sizes(index: ScoredIndex, spec: Noise, raw: Array, present: NDArray[np.bool_]) -> Array:
    if spec.relative is not None or spec.absolute is not None:
        with np.errstate(over="ignore"):
            sizes = np.full(raw.size, spec.absolute) if spec.relative is None else np.abs(raw) * spec.relative
        if not (sizes[present] <= LARGEST_ERROR).all():
            raise RequestError(say("out-of-range/noise", allowed=LARGEST_ERROR, found=sizes[present].max()))
        return np.asarray(sizes)
    attributes = index.table.attributes
    column = str(spec.column)
    if column not in attributes:
        if not attributes:
            raise RequestError(say("unknown-column/noise-none", column=column))
        raise RequestError(say("unknown-column/noise", column=column, hint=nearest(column, list(attributes))))
    sizes = np.full(raw.size, np.nan)
    for row, cell in enumerate(attributes[column]):
        try:
            sizes[row] = float(cell)
        except (TypeError, ValueError):
            continue
    wrong = present & ~((sizes >= 0) & (sizes <= LARGEST_ERROR))
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        found = attributes[column][row]
        raise RequestError(
            say("broken-cell/noise", column=column, allowed=LARGEST_ERROR, found=found, city=index.cities[row])
        )
    return sizes


def imputation_errors(index: ScoredIndex) -> Array:
    """Measure how far the imputation misses the values that are known.

    Each known value of an indicator with imputed cells is left out once and imputed from the rest; the error is
    ``sqrt(mean((imputed - known)^2))``, on the scale after transforms.

    Returns
    -------
    (indicators,) array
        Root mean square errors; zero where nothing is imputed, or the error is not known.
    """
    prepared = index.prepared
    errors = np.zeros(prepared.transformed.shape[1])
    names = {node.id: at for at, node in enumerate(index.framework.indicators)}
    for place in np.flatnonzero(prepared.filled.any(axis=0)):
        rule = index.method.for_indicator(index.framework.indicators[place].id).impute
        known = np.flatnonzero(~np.isnan(prepared.transformed[:, place]))
        if rule is None or known.size < 2 or rule.labels is not None or rule.kind == "last_observation":
            continue
        left_out = np.repeat(prepared.transformed[None], known.size, axis=0)
        left_out[np.arange(known.size), known, place] = np.nan
        fit = fit_imputation(
            rule,
            left_out,
            targets=(int(place),),
            signs=index.preparation.signs,
            groups=None,
            columns=names,
            history=None,
        )
        if fit is None:
            continue
        found = fit.apply(left_out)[np.arange(known.size), known, place]
        missed = (found - prepared.transformed[known, place])[np.isfinite(found)]
        errors[place] = np.sqrt(np.mean(missed**2)) if missed.size else 0.0
    return errors
