"""What is better depends on the end that is rank 1: reading an index from the other end is reading its mirror image.

The mirror image has the direction of every indicator turned, so that a score of s is one of 100 - s. Under it, high
is first. All ranks, names and raw values are then the same, scores are mirrored, and differences have the other sign.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.presentation.drawn import rows_of, title_of

import intlindex as ix
from intlindex.outputs.report.city_report import _against_the_median
from makers import framework, group, indicator
from makers import root as whole

KINDS = ("ascending", "part that is better when lower", "such a part, ascending")
CITIES = ("p", "q", "r", "s", "t", "u")
ASCENDING = {"order": "ascending"}


class Answer(NamedTuple):
    """What a question finds: what must be the same, scores of the root, and differences of scores."""

    same: object
    scores: object = ()
    parts: object = ()


def scored(values, weights, *, turned=(), lower=(), rank=None):
    """Score values from 0 to 100 as they are, or turned; groups that are better when lower are mirrored above."""
    names = {"a": "g", "b": "g", "c": "h", "d": "h", "e": "index"}
    groups = [group(name, weight=weight, direction="lower" if name in lower else "higher")
              for name, weight in zip("gh", weights, strict=True)]  # fmt: skip
    leaves = [
        indicator(
            name, parent, goalposts=(0, 100), weight=1 + at % 3, direction="lower" if name in turned else "higher"
        )
        for at, (name, parent) in enumerate(names.items())
    ]
    goalposts = {"normalise": {"kind": "goalposts", "clip": False}}
    method = ix.Method(indicators=goalposts, rank=rank or {})
    data = pd.DataFrame(values, columns=list(names)).assign(city=CITIES)
    return ix.score(data, framework(whole(), *groups, *leaves), method)


@cache
def pairs(seed):
    """Return indices read from the other end, by what is turned, each with its mirror image."""
    rng = np.random.default_rng(seed)
    values, weights = rng.uniform(5, 95, (len(CITIES), 5)).round(2), rng.uniform(1, 3, 2).round(2).tolist()
    values[0, 0] = np.nan
    given, opposite = {"lower": ("g",)}, {"turned": "abcde"}
    found = (
        (
            scored(values, weights, rank=ASCENDING, **given),
            scored(values, weights, **opposite, **given),
        ),
        (
            scored(values, weights, **given).subindex("g"),
            scored(values, weights, turned="ab").subindex("g"),
        ),
        (
            scored(values, weights, **opposite, **given, rank=ASCENDING).subindex("g"),
            scored(values, weights, turned="cde", rank=ASCENDING).subindex("g"),
        ),
    )
    return dict(zip(KINDS, found, strict=True))


def explained(index, against=None):
    found = index.explain("p", against)
    said = [(line.key, [part.values["node"] for part in line.values["parts"]])
            for line in found.sentences if line.key in {"explanation/gains", "explanation/losses"}]  # fmt: skip
    names = [list(found.strengths.index), list(found.weaknesses.index)]
    parts = () if against is None else (found.total, *found.contributions)
    return Answer((said, names, found.table["rank"].iloc[0]), found.table["score"].iloc[:1], parts)


def compared(index):
    found = index.compare("q", "r")
    same = [found.ahead, found.table["leader"], list(found.deciding.index), found.tipping_distance, found.peers]
    return Answer(same, found.table[["q", "r"]].iloc[0], [found.table["difference"], found.deciding])


def improved(index):
    last = index.ranking["city"].iloc[-1]
    found = index.improve(last, rank=2)
    gains = found.marginal[["limit", "gain", "rank"]]
    return Answer([found.table[["then", "gain"]], gains, found.rank_after], [found.score_before, found.score_after])


def favoured(by):
    def ask(index):
        found = index.most_favourable("q", by=by)
        return Answer([found.rank, found.nominal_rank, found.table], [found.score, found.nominal_score])

    return ask


def placed(index):
    some = index.framework.indicators[0].id
    found = index.place(pd.DataFrame({some: [1.0, 99.0, 50.0]}, index=pd.Index(["low", "high", "mid"], name="city")))
    return Answer([found.table[["rank", "best", "worst"]], found.unknown, found.findings], found.table["score"])


def sloped(index):
    found = index.local_sensitivity()
    return Answer(found.table["mean_size"], parts=[found.weights, found.shares, found.values])


def drawn(index):
    found = index.uncertainty(200, rng=1)
    turned = {"lowest": "highest", "q05": "q95"}
    low, high = found.scores[list(turned)], found.scores[list(turned.values())]
    ends = (low, high) if index.scoring.tree.orientations[0] > 0 else (high, low)
    return Answer([found.table, found.acceptability], [found.scores[["nominal", "mean"]], *ends])


QUESTIONS = {
    "ranking": lambda index: Answer(index.ranking[["rank", "city"]], index.ranking["score"]),
    "explain": explained,
    "explain against a city": lambda index: explained(index, "q"),
    "explain against the median": lambda index: explained(index, "median"),
    "explain against the mean": lambda index: explained(index, "mean"),
    "explain against the best": lambda index: explained(index, "best"),
    "compare": compared,
    "improve": improved,
    "most favourable rank": favoured("rank"),
    "most favourable score": favoured("score"),
    "place": placed,
    "bounds": lambda index: Answer(index.rank_bounds(within=0.5).table),
    "dominance": lambda index: Answer([(found := index.dominance(within=0.5)).table, found.necessary, found.possible]),
    "tipping point": lambda index: Answer(
        [(found := index.tipping_point("q", "r")).ahead, found.behind, found.distance, found.table]
    ),
    "stability": lambda index: Answer(index.stability_radius(top=1).table),
    "calibrate": lambda index: Answer(index.calibrate(["q", "r", "s"], random_orders=2).table),
    "local sensitivity": sloped,
    "audit": lambda index: Answer([(found := index.audit()).findings[["code", "node"]], found.correlations()]),
    "uncertainty": drawn,
    "sensitivity": lambda index: Answer(index.sensitivity(samples=16, bootstraps=2, rng=1).indices),
    "leave one out": lambda index: Answer(index.leave_one_out().shifts),
    "reweight many": lambda index: Answer(
        index.reweight_many([{index.framework.indicators[0].id: 3.0}]).ranks,
    ),
}


def numbers(found):
    """Return the numbers of anything in its order."""
    if isinstance(found, list | tuple):
        return np.concatenate([numbers(each) for each in found]) if found else np.empty(0)
    return np.asarray(found, dtype=np.float64).ravel()


def assert_same(one, other):
    if isinstance(one, list | tuple):
        assert len(one) == len(other)
        for each, its_image in zip(one, other, strict=True):
            assert_same(each, its_image)
    elif isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other, rtol=1e-6, atol=1e-6)
    elif isinstance(one, pd.Series):
        pd.testing.assert_series_equal(one, other, rtol=1e-6, atol=1e-6)
    else:
        assert one == (pytest.approx(other) if isinstance(one, float) else other)


@pytest.mark.parametrize("question", QUESTIONS)
@settings(max_examples=3)
@given(seed=st.integers(0, 7), turned=st.sampled_from(KINDS))
def test_an_index_read_from_the_other_end_is_its_mirror_image(question, seed, turned):
    one, other = (QUESTIONS[question](index) for index in pairs(seed)[turned])
    assert_same(one.same, other.same)
    assert numbers(one.scores) == pytest.approx(100 - numbers(other.scores), nan_ok=True)
    assert numbers(one.parts) == pytest.approx(-numbers(other.parts), abs=1e-9, nan_ok=True)


@given(seed=st.integers(0, 7))
@settings(max_examples=3)
def test_a_group_that_is_better_when_lower_is_audited_as_it_counts_in_the_index(seed):
    rng = np.random.default_rng(seed)
    values, weights = rng.uniform(5, 95, (len(CITIES), 5)).round(2), rng.uniform(1, 3, 2).round(2).tolist()
    lower, image = scored(values, weights, lower=("g",)), scored(values, weights, turned="ab")
    assert lower.scores["index"].to_numpy() == pytest.approx(image.scores["index"].to_numpy())
    one, other = lower.audit(), image.audit()
    assert_same(one.findings[["code", "node"]], other.findings[["code", "node"]])
    assert_same(
        [one.correlations(), one.reliability, one.importance],
        [other.correlations(), other.reliability, other.importance],
    )


# ---------------------------------------------------------------- what is drawn, and what is reported


def drawn_of(ax):
    """Return what a figure of steps says: its finding without signs, the steps in order, and which are gains."""
    bars = [bar for container in ax.containers for bar in container]
    said = title_of(ax).replace("−", "").replace("+", "")
    return said, rows_of(ax)[1:-1], [not bar.get_hatch() for bar in bars]


FIGURES = {
    "compare": lambda index: index.plot.compare("q", "r"),
    "compare the other way": lambda index: index.plot.compare("r", "q"),
    "improve": lambda index: index.improve(index.ranking["city"].iloc[-1], rank=2).plot(),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_of_two_scores_name_and_colour_what_is_better(figure):
    index, image = pairs(1)["ascending"]
    assert drawn_of(FIGURES[figure](index)) == drawn_of(FIGURES[figure](image))


def test_the_city_ahead_in_a_figure_is_the_one_with_the_better_rank():
    index, _ = pairs(1)["ascending"]
    first, last = index.ranking["city"].iloc[[0, -1]]
    assert title_of(index.plot.compare(last, first)).startswith(f"{first} is ")
    assert index.compare(last, first).ahead == first


def test_a_report_says_what_lifts_the_first_city_and_what_holds_back_the_last():
    index, image = pairs(1)["ascending"]
    for city in index.ranking["city"].iloc[[0, -1]]:
        said = [
            [line.replace("-", "").replace("+", "") for line in _against_the_median(each, city)]
            for each in (index, image)
        ]
        assert said[0] == said[1]
        assert len(said[0]) == 2
