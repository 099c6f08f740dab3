"""What depends on values is decided anew for a batch of other values, as each of them would be fitted alone."""

from __future__ import annotations

import numpy as np
import pytest

import intlindex as ix
from intlindex.core.data.unit_facts import Units
from intlindex.core.pipeline.scoring_fit import fit_scoring
from intlindex.core.pipeline.scoring_refit import refitted
from makers import framework, group, index_of, indicator, root

NAN = np.nan
VALUES = np.array(
    [
        [80.0, 10, 30, 12, 7],
        [20, NAN, 50, 40, 9],
        [50, 40, NAN, 33, 8],
        [35, 30, 20, NAN, 3],
        [60, 25, 70, 5, NAN],
    ]
)
NODES = [
    root(),
    group("g"),
    group("h"),
    *(indicator(name, name[0]) for name in ("g1", "g2", "h1", "h2")),
    indicator("i"),
]
RULES = {
    "weights that data decides": {"only": {"g": {"weights": {"kind": "standard_deviation"}}}},
    "a group that is normalised": {"only": {"h": {"normalise": {"kind": "min_max"}}}},
    "blanks only": {},
    "a group whose own blanks are imputed": {"only": {"g": {"min_coverage": 0.9, "impute": {"kind": "mean"}}}},
    "all of them": {
        "weights": {"kind": "entropy"},
        "only": {"g": {"weights": {"kind": "critic"}}, "h": {"normalise": {"kind": "z_score", "mean": 50.0}}},
    },
}


def made(rules, raw=VALUES):
    frame = framework(*NODES)
    frame = frame.replace(indicators=[node.replace(goalposts=(0, 100)) for node in frame.indicators])
    normalise = {"kind": "goalposts", "clip": False}
    return index_of(raw, frame, ix.Method(indicators={"normalise": normalise}, groups={"min_coverage": 0.3, **rules}))


def batch_of(index, seed=1):
    """Make four variants of the values, the first of them nominal, and the leaves of each."""
    noise = np.random.default_rng(seed).uniform(0.9, 1.1, (4, *index.prepared.normalised.shape))
    noise[0] = 1.0
    values = index.prepared.normalised * noise
    return values, [values[..., at] for at in range(values.shape[-1])]


def given(index):
    return np.array([node.weight for node in index.framework.nodes])


def scores(scoring, values):
    return scoring.run(values, scoring.tree.shares(scoring.weights))


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_each_of_a_batch_is_fitted_as_it_is_alone(rules):
    index = made(rules)
    values, leaves = batch_of(index)
    found = refitted(index.scoring, leaves, given(index), Units(index.cities)).scoring
    together = scores(found, values)
    for at, each in enumerate(values):
        alone = fit_scoring(
            index.scoring.tree,
            each,
            given(index),
            Units(index.cities),
            "mine",
            sizes=index.preparation.sizes,
            onward={},
        ).scoring
        np.testing.assert_allclose(np.broadcast_to(found.weights, (4, len(given(index))))[at], alone.weights)
        np.testing.assert_allclose(together[:, at], scores(alone, each), rtol=1e-12)


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
def test_a_batch_that_differs_in_some_groups_only_is_fitted_as_a_whole(rules):
    index = made(rules)
    tree = index.scoring.tree
    values, leaves = batch_of(index)
    before = refitted(index.scoring, leaves, given(index), Units(index.cities))
    weights = before.scoring.weights.copy()
    for column, groups in ((0, {"g", "index"}), (2, {"h", "index"})):
        other = values.copy()
        other[..., column] *= np.linspace(0.8, 1.2, VALUES.shape[0])
        leaves = [other[..., at] for at in range(other.shape[-1])]
        moved = {tree.ids.index(name) for name in groups}
        found = refitted(index.scoring, leaves, given(index), Units(index.cities), before=before, moved=moved)
        whole = refitted(index.scoring, leaves, given(index), Units(index.cities))
        np.testing.assert_array_equal(found.scoring.weights, whole.scoring.weights)
        np.testing.assert_array_equal(scores(found.scoring, other), scores(whole.scoring, other))
        assert found.scores.keys() == whole.scores.keys()
        for node, each in whole.scores.items():
            np.testing.assert_array_equal(found.scores[node], each)
        np.testing.assert_array_equal(before.scoring.weights, weights)


def test_a_city_of_which_nothing_is_known_stays_so_in_every_draw():
    rules = RULES["a group whose own blanks are imputed"]
    index = made(rules, np.vstack([VALUES, np.full(VALUES.shape[1], NAN)]))
    values, leaves = batch_of(index)
    found = refitted(index.scoring, leaves, given(index), Units(index.cities)).scoring
    g = index.scoring.tree.ids.index("g")
    blank, filled = np.isnan(index.scores["g"].to_numpy(float)), np.isfinite(found.fills[g])
    assert blank.sum() > 1
    np.testing.assert_array_equal(filled, np.broadcast_to(blank & (np.arange(6) != 5), filled.shape))
    assert np.isnan(scores(found, values)[:, :, 5]).all()


def test_where_nothing_depends_on_values_nothing_is_fitted():
    frame = framework("a", "b")
    index = index_of([[1.0, 2.0], [4.0, 3.0], [5.0, 9.0]], frame)
    found = refitted(index.scoring, [np.ones((2, 3)), np.ones((2, 3))], given(index), Units(index.cities))
    assert found.scoring is index.scoring
    assert not found.scores


def test_scores_of_groups_that_tie_on_their_grid_tie_in_every_draw():
    index = made({"only": {"h": {"normalise": {"kind": "percentile_rank"}}}})
    values = np.repeat(index.prepared.normalised[None], 2, axis=0)
    values[1, :2, 2:4] = [[60.0, 20.0], [60.0, 20.0 + 1e-10]]
    found = refitted(index.scoring, [values[..., at] for at in range(5)], given(index), Units(index.cities)).scoring
    h = index.scoring.tree.ids.index("h")
    scored = scores(found, values)[h, 1]
    assert scored[0] == scored[1]
    alone = fit_scoring(
        index.scoring.tree,
        values[1],
        given(index),
        Units(index.cities),
        "mine",
        sizes=index.preparation.sizes,
        onward={},
    ).scoring
    np.testing.assert_allclose(scored, scores(alone, values[1])[h])


def test_blanks_of_a_city_are_blank_in_every_draw():
    index = made({})
    values, _ = batch_of(index)
    filled = scores(index.scoring, values)
    found = index.scoring.mask(filled)
    assert found.shape == filled.shape == (len(index.nodes), 4, len(VALUES))
    for at in range(4):
        np.testing.assert_array_equal(np.isnan(found[:, at]), index.scoring.blank)
    np.testing.assert_array_equal(index.scoring.mask(filled[:, 0]), found[:, 0])
    assert not np.isnan(filled).any()
