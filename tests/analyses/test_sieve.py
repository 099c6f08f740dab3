"""Counting what a matrix product proves changes no count, however near one another cities stand."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

import intlindex as ix
from intlindex.analyses.seeds import seed_of
from intlindex.analyses.sensitivity import saltelli
from intlindex.analyses.sensitivity.mixtures import score_mixtures
from intlindex.analyses.sensitivity.targets import target_of
from intlindex.analyses.uncertainty import sieve, tallies, tasks
from intlindex.analyses.uncertainty.experiment import Chunk
from intlindex.analyses.uncertainty.places import DrawsInOrder
from intlindex.analyses.uncertainty.tasks import Span
from intlindex.analyses.uncertainty.variation import variation_of
from intlindex.errors import IntlindexError
from makers import as_is, framework, group, index_of, indicator
from strategies import TIES

LEAVES = ix.Simplex(of="leaves")
SETS = {
    "leaves": LEAVES,
    "root": ix.Simplex(levels=["index"]),
    "all groups": ix.Simplex(),
    "noise": ix.RelativeNoise(0.25),
    "hardly any noise": ix.RelativeNoise(1e-9),
    "noisy leaves": ix.RelativeNoise(0.5, of="leaves"),
    "far from even": ix.Dirichlet(0.5, of="leaves"),
    "bounds": ix.Bounds(within=0.2),
}
DRAWS = 3 * tasks.BLOCK + 5


def exactly(experiment):
    """Return the same experiment, of which every draw is scored as it is defined."""
    copied = replace(experiment)
    vars(copied)["frontiers"] = (None,) * len(copied.cases)
    return copied


def count(experiment, draws=DRAWS):
    """Count ranks, pairs, and ranks in bands as if there were very many cities."""
    span = Span.whole(seed_of(3), draws)
    found = tallies.count_ranks(experiment, span)
    parts = [found.counts, [found.counted], tallies.count_pairs(experiment, span)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tallies, "MOST_RANKS", 0)
        banded = tallies.count_ranks(experiment, span)
    return [*parts, banded.counts, banded.sums, banded.best, banded.worst, [banded.counted]]


def assert_same_counts(index, draws=DRAWS, **varied):
    experiment = variation_of(index, *(varied.get(name) for name in ("weights", "choices", "noise"))).experiment
    for proven, defined in zip(count(experiment, draws), count(exactly(experiment), draws), strict=True):
        np.testing.assert_array_equal(proven, defined)
    return experiment


def made(values, *, groups=1, ties="min", unscaled=False):
    """Make an index of an array, its columns dealt out to groups; unscaled, values are scores as they are."""
    names = [f"i{at}" for at in range(values.shape[1])]
    nodes = [group(f"g{at}") for at in range(groups)] if groups > 1 else []
    nodes += [indicator(name, f"g{at % groups}" if groups > 1 else "index") for at, name in enumerate(names)]
    definition, method = as_is(*nodes) if unscaled else (framework(*nodes), ix.Method())
    return index_of(values, definition, method.replace(rank={"ties": ties}))


@st.composite
def awkward(draw):
    """Draw values that are hard to tell apart."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cities, columns = draw(st.integers(2, 40)), draw(st.integers(2, 12))
    kind = draw(st.sampled_from(["any", "few", "binary", "twins", "offset", "tiny", "mirrored", "large and small"]))
    event(kind)
    values = rng.random((cities, columns))
    match kind:
        case "few" | "binary":
            values = rng.integers(0, 4 if kind == "few" else 2, values.shape).astype(float)
        case "twins":
            size = 10.0 ** draw(st.integers(-16, -6))
            values = np.vstack([values, values * (1 + size * rng.choice([-1, 0, 1], values.shape)), values[:2]])
        case "offset":
            values = values + 10.0 ** draw(st.integers(1, 12))
        case "tiny":
            values = values * 10.0 ** draw(st.integers(-300, -5)) + draw(st.sampled_from([0.0, 1.0]))
        case "mirrored":
            values = np.hstack([values, values[:, ::-1]])
        case "large and small":
            values = values * 10.0 ** rng.integers(-8, 8, columns)
    blank = rng.random(values.shape) < draw(st.sampled_from([0.0, 0.0, 0.15]))
    return np.where(blank, np.nan, values)


@settings(max_examples=40)
@given(awkward(), st.sampled_from(sorted(SETS)), TIES, st.integers(1, 3), st.booleans())
def test_counts_are_those_of_scoring_every_draw(values, weights, ties, groups, unscaled):
    try:
        index = made(values, groups=groups, ties=ties, unscaled=unscaled)
    except IntlindexError as error:  # no two values differ, or there are fewer indicators than groups
        if not {each.code for each in error.problems} <= {"no-spread", "empty"}:
            raise
        return
    if not index.scoring.blank[0].all():
        assert_same_counts(index, weights=SETS[weights])


def test_of_the_shipped_index_hardly_a_draw_is_scored_again(ieci):
    for name, weights in SETS.items():
        experiment = variation_of(ieci, weights, None, None).experiment
        sifted = sieve.Sieve(experiment, lambda classes, _: tallies.RankCounter(classes, ties="min"))
        drawn, draws = Span.whole(seed_of(1), DRAWS).values(experiment)
        let_through = [*sifted.sift(drawn, draws), *sifted.rest()]
        assert sum(len(chunk.scores) for chunk in let_through) <= draws * (0.1 if name == "far from even" else 0.01)


@pytest.mark.parametrize("ties", ["min", "max", "average", "dense", "ordinal"])
def test_cities_that_are_the_same_tie(ties):
    values = np.random.default_rng(2).random((9, 6))[[0, 1, 2, 0, 3, 4, 1, 5, 0, 6, 7, 8]]
    experiment = assert_same_counts(made(values, groups=2, ties=ties), weights=SETS["all groups"])
    assert experiment.frontiers[0].values.shape[1] == 9


def test_a_blank_group_is_not_the_same_as_one_of_the_same_mean():
    values = np.random.default_rng(3).random((8, 6)) * 100
    values[1] = values[0]
    values[1, 0::2] = np.nan  # the group counts as the other
    values[0, 0::2] = values[0, 1::2].mean()
    assert_same_counts(made(values, groups=2, unscaled=True), weights=SETS["all groups"])


def test_methods_and_indicators_that_are_left_out_are_counted_as_ever(ieci):
    assert_same_counts(ieci, 4000, choices={"aggregate": ["arithmetic", "geometric"], "indicators": 0.9})
    assert_same_counts(ieci, 4000, choices={"normalise": ["min_max", "z_score"]}, weights=ix.Simplex())


def test_what_is_no_weighted_sum_is_scored_as_it_is_defined(ieci):
    for name in ("geometric", "copeland"):
        index = ieci.replace(method=name)
        assert variation_of(index, LEAVES, None, None).experiment.frontiers == (None,)
    noisy = variation_of(ieci, LEAVES, None, 0.1).experiment
    assert noisy.frontiers == (None,)


def explained(experiment, index, target, samples=128):
    """Find a target at all rows of a design of Sobol indices."""
    design = saltelli.Design(seed_of(4), sum(factor.columns for factor in experiment.factors), samples)
    (rows,) = design.tasks(1)
    return saltelli.evaluate(experiment, rows, target=target_of(index, target)[0])


@settings(max_examples=15)
@given(awkward(), st.sampled_from(sorted(SETS)), TIES, st.integers(1, 3), st.sampled_from(["rank", "mean_rank_shift"]))
def test_ranks_of_mixtures_are_those_of_scoring_every_draw(values, weights, ties, groups, target):
    try:
        index = made(values, groups=groups, ties=ties)
    except IntlindexError:
        return
    if not index.scoring.blank[0].all():
        experiment = variation_of(index, SETS[weights], None, None).experiment
        found = (explained(each, index, target, samples=32) for each in (experiment, exactly(experiment)))
        np.testing.assert_array_equal(*found)


@pytest.mark.parametrize(
    "varied",
    [
        {},
        {"choices": {"normalise": ["min_max", "z_score"], "aggregate": ["arithmetic", "median"]}, "weights": LEAVES},
        {"weights": ix.Simplex(), "choices": {"indicators": 0.8}},
        {"weights": LEAVES, "choices": {"min_coverage": [0.5, 1.0]}},
        {"weights": ix.Simplex(), "choices": {"weights": ["critic"]}},
        {"noise": 0.05},
    ],
)  # fmt: skip
@pytest.mark.parametrize("target", ["rank", "mean_rank_shift", "rank:Beijing", "score:Beijing"])
def test_variance_is_attributed_to_the_same_ranks(ieci, varied, target):
    experiment = variation_of(ieci, *(varied.get(name) for name in ("weights", "choices", "noise"))).experiment
    found = (explained(each, ieci, target) for each in (experiment, exactly(experiment)))
    np.testing.assert_array_equal(*found)


def test_mixtures_of_weights_are_not_scored(ieci):
    experiment = variation_of(ieci, None, None, None).experiment
    columns = sum(factor.columns for factor in experiment.factors)
    halves = np.random.default_rng(6).random((2, columns, 64))
    first, second = ([*saltelli._placed(experiment, half)] for half in halves)
    for only_ranks, kind in ((True, DrawsInOrder), (False, Chunk)):
        found = [*score_mixtures(experiment, first, second, 64, only_ranks=only_ranks)]
        assert [place for place, _ in found] == [*range(2 + len(experiment.factors))]
        assert {type(draws) for _, draws in found} == {kind}


def digest():
    """Count hard cases, and say what came out."""
    rng = np.random.default_rng(5)
    some = rng.random((25, 8))
    tables = [rng.integers(0, 2, (40, 12)), np.vstack([some, some * (1 + 3e-10 * rng.choice([-1, 0, 1], some.shape))])]
    found = hashlib.sha256()
    for values in tables:
        index = made(values.astype(float), groups=2)
        for weights in (LEAVES, SETS["all groups"]):
            for part in count(assert_same_counts(index, weights=weights)):
                found.update(np.ascontiguousarray(part, dtype=np.int64).tobytes())
    return found.hexdigest()


@pytest.mark.slow
def test_counts_are_the_same_whatever_adds_up():
    tests = Path(__file__).parents[1]
    code = "import test_sieve; print(test_sieve.digest())"
    found = {digest()}
    for kernel in ("Prescott", "Haswell", "SkylakeX"):
        environment = {**os.environ, "OPENBLAS_CORETYPE": kernel, "PYTHONPATH": f"{tests}:{tests / 'analyses'}"}
        ran = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
        found.add(ran.stdout.strip())
    assert len(found) == 1
