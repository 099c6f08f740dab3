"""The slow way to an uncertainty analysis: every draw rebuilt as an index of its own, by public means only.

What is drawn is read from the result; what comes of it is asked of `Index.replace` and `Index.reweight`, one draw after
another, and counted here in plain loops.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.testing as npt

import intlindex as ix
from intlindex.analyses.uncertainty import tasks
from intlindex.analyses.uncertainty.factors import ChoiceFactor, InclusionFactor, NoiseFactor, SharesFactor
from intlindex.errors import IntlindexError
from intlindex.specs.weight_set import RelativeNoise

INDICATOR_STEPS = ("transform", "impute", "treat", "normalise")


def drawn(found):
    """Return what each factor is in each draw, ``(..., draws)``."""
    span = tasks.Span.whole(found.seed, found.draws)
    return span.values(found.variation.experiment)[0]


def with_steps(index, steps):
    """Replace the default of some steps, and what levels say of them, but no rule by id."""
    method = index.method
    kinds = {
        step: {"kind": rule} if isinstance(rule, str) and step != "blanks" else rule for step, rule in steps.items()
    }
    of_indicators = {step: rule for step, rule in kinds.items() if step in INDICATOR_STEPS}
    of_groups = {step: rule for step, rule in kinds.items() if step not in INDICATOR_STEPS}
    levels = {name: rule.replace(**dict.fromkeys(of_groups)) for name, rule in method.groups.level.items()}
    preset = method.replace(
        indicators=method.indicators.replace(**of_indicators, only={}),
        groups=method.groups.replace(**of_groups, level=levels, only={}),
    )
    return index.replace(method=method.with_preset(preset)[0])


def with_noise(index, factors, values, draw):
    """Add the errors of a draw to the raw values, held at the bounds of their indicator."""
    cells = index.table.values.copy()
    for factor, value in zip(factors, values, strict=True):
        if not isinstance(factor, NoiseFactor):
            continue
        for indicator, sizes, errors in zip(factor.indicators, factor.sizes, value, strict=True):
            node = index.framework.indicators[indicator]
            column = index.table.indicators.index(node.id)
            low, high = node.bounds or (-np.inf, np.inf)
            for row in range(len(cells)):
                if factor.imputed:
                    if sizes[row]:
                        cells[row, column] = index.stage("imputed").iloc[row][node.id] + errors[row, draw]
                elif not np.isnan(cells[row, column]):
                    cells[row, column] = min(max(cells[row, column] + errors[row, draw], low), high)
    return index.replace(table=replace(index.table, values=cells))


def with_shares(index, factor, value):
    """Turn drawn shares, or multipliers, into weights of nodes."""
    nodes = factor.varied.nodes
    multiplies = isinstance(factor.varied.spec, RelativeNoise)
    if factor.varied.group is not None:
        nominal = index.weights
        return {name: float(nominal[name] * x if multiplies else x) for name, x in zip(nodes, value, strict=True)}
    nominal = index.effective_weights
    weights = {name: float(nominal[name] * x if multiplies else x) for name, x in zip(nodes, value, strict=True)}
    for group in from_below(index):
        children = [node.id for node in index.framework.children(group)]
        weights[group] = sum(weights[name] for name in children)
    for group in from_below(index):
        children = [node.id for node in index.framework.children(group)]
        if weights[group] <= 0:  # weighs nothing, whatever is within
            for name in children:
                del weights[name]
    return {name: weight for name, weight in weights.items() if name != index.framework.root.id}


def from_below(index):
    return [name for name in reversed(index.nodes) if name in {group.id for group in index.framework.groups}]


def without(index, weights, left_out):
    """Give indicators that are left out no weight, and groups of nothing else none; None if nothing is left."""
    weights = dict(weights)
    own = index.weights
    dead = set(left_out)
    for group in from_below(index):
        children = [node.id for node in index.framework.children(group)]
        if not dead & set(children):
            continue
        kept = {name: 0.0 if name in dead else weights.get(name, float(own[name])) for name in children}
        if any(weight > 0 for weight in kept.values()):
            weights |= kept
        else:
            dead.add(group)  # of no weight, and as drawn within: a minimum above it counts it all the same
    return None if index.framework.root.id in dead else weights


def rebuilt(found, values, draw, choices, variants):
    """Make the index of one draw, and with all indicators; None where there is none."""
    factors = found.variation.experiment.factors
    chosen = {}
    for factor, value in zip(factors, values, strict=True):
        if isinstance(factor, ChoiceFactor):
            chosen[factor.key] = int(value[draw])
    key = tuple(chosen.items())
    try:
        if key not in variants:
            index = found.index
            if "method" in chosen:
                index = index.replace(method=choices["method"][chosen["method"]])
            steps = {step: choices[step][at] for step, at in chosen.items() if step != "method"}
            variants[key] = with_steps(index, steps) if steps else index
        index = variants[key]
        if index.scoring.blank[0].all():  # nobody is ranked
            return None, None
        if any(isinstance(factor, NoiseFactor) for factor in factors):
            index = with_noise(index, factors, values, draw)
        weights = {}
        left_out = []
        for factor, value in zip(factors, values, strict=True):
            if isinstance(factor, SharesFactor):
                weights |= with_shares(index, factor, value[:, draw])
            elif isinstance(factor, InclusionFactor) and not value[draw]:
                left_out.append(index.framework.indicators[factor.indicator].id)
        weighed = index.reweight(weights)
        if not left_out:
            return weighed, weighed
        kept = without(index, weights, left_out)
        return (None, None) if kept is None else (index.reweight(kept), weighed)
    except IntlindexError:
        return None, None


@dataclass
class Slow:
    """What the slow loop counted."""

    indices: Sequence[ix.Index | None]
    weighed: Sequence[ix.Index | None]
    """The same, with all indicators."""
    counts: np.ndarray
    ahead: np.ndarray
    scores: np.ndarray
    """``(draws, cities)``; blank where a city, or the draw, has none."""
    grid: np.ndarray
    """``(draws, cities)``, in whole steps of the grid on which scores are compared."""


def replayed(found, choices: Mapping | None = None) -> Slow:
    """Do all draws again, one index each."""
    values, cities, variants = drawn(found), len(found.index.cities), {}
    made = [rebuilt(found, values, draw, choices or {}, variants) for draw in range(found.draws)]
    indices, weighed = zip(*made, strict=True)
    slow = Slow(
        indices,
        weighed,
        np.zeros((cities, _parts(found.index) * (cities - 1) + 1), dtype=np.int64),
        np.zeros((cities, cities), dtype=np.int64),
        np.full((found.draws, cities), np.nan),
        np.full((found.draws, cities), np.nan),
    )
    for draw, index in enumerate(indices):
        if index is None:
            continue
        root = index.framework.root.id
        ranks = index.ranks[root].to_numpy(dtype=np.float64, na_value=np.nan)
        slow.scores[draw] = index.scores[root]
        grid = slow.grid[draw] = np.rint(slow.scores[draw] / index.scoring.steps[0])
        for city in range(cities):
            if not np.isnan(ranks[city]):
                slow.counts[city, round(_parts(index) * (ranks[city] - 1))] += 1
            slow.ahead[city] += grid[city] > grid
    return slow


def _parts(index):
    """Return into how many parts a rank is split: halves where ties are averaged."""
    return 2 if index.method.rank.ties == "average" else 1


def engine_scores(found):
    """Return the scores of every draw as the engine has them, and which draws it says are defined."""
    experiment, values = found.variation.experiment, drawn(found)
    scores = np.full((found.draws, experiment.cities), np.nan)
    defined = np.zeros(found.draws, dtype=bool)
    for chunk in experiment.score(values, found.draws):
        rows = np.arange(found.draws)[chunk.draws]
        scores[np.ix_(rows, chunk.case.ranked)] = np.where(chunk.defined[:, None], chunk.scores, np.nan)
        defined[rows] = chunk.defined
    return scores, defined


def assert_same(found, choices: Mapping | None = None) -> Slow:
    """Compare everything that a result says with the slow loop; ranks and counts exactly."""
    slow = replayed(found, choices)
    scores, defined = engine_scores(found)
    expected = np.array([index is not None for index in slow.indices])
    npt.assert_array_equal(defined, expected)
    assert found.defined_draws == expected.sum()
    reach = np.nanmax(np.abs(slow.scores))
    npt.assert_allclose(scores, slow.scores, rtol=1e-9, atol=1e-9 * reach)
    npt.assert_array_equal(found.tally.counts, slow.counts)
    npt.assert_array_equal(np.rint(found.pairwise.to_numpy() * found.defined_draws), slow.ahead)
    npt.assert_allclose(found.acceptability.to_numpy() * found.defined_draws, slow.counts, atol=1e-9)
    some = ~np.isnan(slow.scores).all(axis=0)
    told = found.scores.loc[some]
    kept = slow.scores[:, some]
    for column, expected_column in {
        "mean": np.nanmean(kept, axis=0),
        "lowest": np.nanmin(kept, axis=0),
        "highest": np.nanmax(kept, axis=0),
    }.items():
        npt.assert_allclose(told[column], expected_column, rtol=1e-9, atol=1e-9 * reach, err_msg=column)
    if (np.sum(~np.isnan(kept), axis=0) > 1).all():
        npt.assert_allclose(told["sd"], np.nanstd(kept, axis=0, ddof=1), rtol=1e-6, atol=1e-9 * reach)
    assert found.scores.loc[~some, ["mean", "sd", "lowest", "highest"]].isna().all(axis=None)
    return slow


def assert_same_central_weights(found, slow):
    """Compare central weights with the mean of the public weights of the draws in which a city is first."""
    leaves = any(factor.varied.group is None for factor in found._shares)
    nodes = list(found.central_weights.columns)
    first = {city: [] for city in found.index.cities}
    for index, grid in zip(slow.weighed, slow.grid, strict=True):
        if index is not None:
            shares = (index.effective_weights if leaves else index.weights)[nodes].to_numpy()
            for city in np.flatnonzero(grid == np.nanmax(grid)):
                first[found.index.cities[city]].append(shares)
    central = found.central_weights
    for city, each in first.items():
        expected = np.mean(each, axis=0) if each else np.full(len(nodes), np.nan)
        npt.assert_allclose(central.loc[city], expected, rtol=1e-9, atol=1e-12, err_msg=city)
