"""The least change that puts two cities level, and how far weights can move at all."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_problems import sampled, small_indices, small_sets

import intlindex as ix
from intlindex.errors import RequestError, UnknownNameError
from makers import as_is, index_of, refused

NORMS = ("largest", "total", "euclidean")


def far(change, norm):
    return {"largest": np.abs(change).max(axis=-1), "total": np.abs(change).sum(axis=-1),
            "euclidean": np.sqrt(np.square(change).sum(axis=-1))}[norm]  # fmt: skip


def three():
    frame, method = as_is("x", "y")
    return index_of(np.array([[8.0, 2.0], [2.0, 5.0], [1.0, 1.0]]), frame, method)


@pytest.mark.parametrize(("norm", "distance"), [("largest", 1 / 6), ("total", 1 / 3), ("euclidean", math.sqrt(2) / 6)])
def test_a_tipping_point_by_hand(norm, distance):
    """8 w + 2 (1 - w) = 2 w + 5 (1 - w) at w = 1/3, which is 1/6 from a half."""
    found = three().tipping_point("city 1", "city 0", norm=norm)
    assert (found.ahead, found.behind) == ("city 0", "city 1")
    assert found.weights == pytest.approx({"x": 1 / 3, "y": 2 / 3})
    assert found.distance == pytest.approx(distance)
    assert found.table.loc["x"].to_list() == pytest.approx([0.5, 1 / 3, -1 / 6])


def test_a_dominated_city_is_infinitely_far():
    found = three().tipping_point("city 0", "city 2")
    assert found.distance == math.inf
    assert found.weights is None
    assert "city 0 is ahead under all of them" in repr(found)


def test_who_is_ahead_in_a_set_without_the_weights_of_the_index_is_said():
    """City 0 is ahead at a half each; where y weighs at least three quarters, city 1 is, throughout."""
    weights = ix.Bounds(shares={"y": (0.75, 1.0)}, groups=["index"])
    found = three().tipping_point("city 0", "city 1", weights=weights)
    assert (found.ahead, found.behind, found.distance) == ("city 1", "city 0", math.inf)
    assert "city 1 is ahead under all of them" in repr(found)
    assert "The weights of the index itself are not in that set." in repr(found)
    assert found.nominal_within is False


def test_out_of_reach_within_a_narrow_band():
    assert three().tipping_point("city 0", "city 1", within=0.3).distance == math.inf
    assert three().tipping_point("city 0", "city 1", within=0.34).distance == pytest.approx(1 / 6)


def test_tied_cities_are_at_no_distance():
    frame, method = as_is("x", "y")
    found = index_of(np.array([[8.0, 2.0], [2.0, 8.0]]), frame, method).tipping_point("city 0", "city 1")
    assert found.distance == 0
    assert "tied already" in repr(found)


@pytest.mark.parametrize(("norm", "distance"), [("largest", 1 / 6), ("total", 1 / 3), ("euclidean", math.sqrt(2) / 6)])
def test_cities_that_are_level_on_the_border_of_the_set_only(norm, distance):
    """City 0 is never behind, as c weighs no more than d; level where they weigh the same, and b no more than a."""
    frame, method = as_is("a", "b", "c", "d", aggregate={"kind": "geometric"})
    values = np.array([[1.0, 3.0, 3.0, 2.0], [1.0, 3.0, 2.0, 3.0], [4.0, 1.0, 1.0, 3.0]])
    index = index_of(values, frame, method).reweight(a=3)
    found = index.tipping_point("city 0", "city 1", norm=norm, weights=ix.Ordered(["b", "a", "d", "c"]))
    assert found.distance == pytest.approx(distance)
    again = index.reweight(found.weights).scores["index"]
    assert again["city 0"] == pytest.approx(again["city 1"], abs=1e-9)


@pytest.mark.parametrize("norm", NORMS)
@given(st.data())
def test_the_point_is_level_and_none_that_is_sampled_is_nearer(norm, data):
    index = data.draw(small_indices())
    weights = data.draw(small_sets(index))
    names = [node.id for node in index.framework.indicators]
    found = index.tipping_point("city 0", "city 1", of="index", norm=norm, weights=weights)
    values = index.normalised.loc[[found.ahead, found.behind]].to_numpy()
    nominal = index.weights[names].to_numpy()
    drawn = sampled(index, weights, 500)
    lead = drawn @ (values[0] - values[1])
    away = far(drawn - nominal, norm)
    if found.weights is None:
        assert found.distance == math.inf
        assert (lead > -1e-7).all() or (lead < 1e-7).all()
        return
    scores = index.reweight(found.weights).scores["index"]
    assert abs(scores[found.ahead] - scores[found.behind]) < 1e-9
    shares = np.array([found.weights[name] for name in names])
    assert far(shares - nominal, norm) == pytest.approx(found.distance)
    if index.rank_bounds(of="index", weights=weights).nominal_within:
        assert not (lead[away < found.distance - 1e-7] < -1e-7).any()


@pytest.mark.parametrize("norm", NORMS)
def test_on_the_shipped_index_no_sampled_nearer_weighting_flips_the_pair(example, norm):
    found = example.tipping_point("Beijing", "Shanghai", of="leaves", norm=norm)
    again = example.reweight(found.weights).scores["index"]
    assert abs(again["Beijing"] - again["Shanghai"]) < 1e-9
    names = [node.id for node in example.framework.indicators]
    nominal = example.effective_weights[names].to_numpy()
    # The exact form, read off from weightings near by: the score is linear in effective weights.
    target = np.array([found.weights[name] for name in example.nodes])
    effective = example.scoring.tree.effective(example.scoring.tree.shares(target))
    away = np.array([effective[example.nodes.index(name)] for name in names]) - nominal
    assert far(away, norm) == pytest.approx(found.distance)
    rng = np.random.default_rng(0)
    for _ in range(30):
        part = away * rng.uniform(0.9, 0.999) + rng.normal(size=25) * 1e-5
        part -= part.mean()
        if far(part, norm) < found.distance and (nominal + part >= 0).all():
            weights = dict.fromkeys(example.nodes, 0.0) | dict(zip(names, nominal + part, strict=True))
            for group in reversed(example.framework.nodes):
                if group.parent is not None:
                    weights[group.parent] += weights[group.id]
            scores = example.reweight(weights).scores["index"]
            assert scores["Beijing"] > scores["Shanghai"]


def test_the_norms_are_ordered(example):
    largest, total, euclidean = (
        example.tipping_point("Paris", "Tokyo", of="leaves", norm=norm).distance
        for norm in ("largest", "total", "euclidean")
    )
    assert largest <= euclidean <= total


def test_bad_input_is_refused(example):
    with refused(RequestError, ("b", "is London as well")):
        example.tipping_point("London", "伦敦")
    with refused(RequestError, ("norm", "must be 'largest' or 'total' or 'euclidean', found 'l2'")):
        example.tipping_point("London", "Paris", norm="l2")
    with pytest.raises(UnknownNameError, match="did you mean 'Paris'"):
        example.tipping_point("London", "Pariss")
    for name in (3, None, ["Paris"]):
        with pytest.raises(UnknownNameError, match="given by one of its names, found"):
            example.tipping_point("London", name)
    frame, method = as_is("x", "y")
    blank = index_of(np.array([[1.0, 2.0], [2.0, 1.0], [np.nan, np.nan]]), frame, method)
    with refused(RequestError, ("city 2", "has no score")):
        blank.tipping_point("city 0", "city 2")


# ---------------------------------------------------------------- how far weights can move


def test_a_radius_by_hand():
    """City 0 and 1 are level at w = 1/3, a sixth away; city 2 is always last."""
    index = three()
    stable = index.stability_radius()
    assert stable.radius == pytest.approx(1 / 6)
    assert stable.pair == ("city 0", "city 1")
    assert index.stability_radius(top=1).radius == pytest.approx(1 / 6)
    assert index.stability_radius(top=2).radius == math.inf
    assert index.stability_radius(city="city 2").radius == math.inf
    assert index.stability_radius(top=2).weights is None
    assert "is unchanged under all of them" in repr(index.stability_radius(city="city 2"))


@pytest.mark.parametrize("norm", NORMS)
@given(st.data())
def test_nothing_changes_nearer_than_the_radius(norm, data):
    index = data.draw(small_indices(max_cities=6))
    values = index.normalised.to_numpy()
    names = [node.id for node in index.framework.indicators]
    nominal = index.weights[names].to_numpy()
    drawn = sampled(index, ix.Simplex(), 500)
    near = nominal + (drawn - nominal) * np.random.default_rng(1).uniform(0, 1, (len(drawn), 1)) ** 3
    now = values @ nominal
    scores = near @ values.T
    away = far(near - nominal, norm)
    top = data.draw(st.integers(1, len(values) - 1))
    order = np.argsort(-now, kind="stable")
    ahead = now[:, None] - now[None] > 1e-7 * max(np.ptp(now), 1e-9)
    for radius, watched in (
        (index.stability_radius(norm=norm).radius, ahead),
        (index.stability_radius(norm=norm, city="city 0").radius, ahead & _row_or_column(len(values), 0)),
        (index.stability_radius(norm=norm, top=top).radius, ahead & _across(order, top)),
    ):
        for own, place in zip(scores[away < radius - 1e-9], away[away < radius - 1e-9], strict=True):
            flipped = (own[:, None] - own[None] < -1e-9) & watched
            assert not flipped.any(), (radius, place)


def _row_or_column(count, place):
    mask = np.zeros((count, count), dtype=bool)
    mask[place] = mask[:, place] = True
    return mask


def _across(order, top):
    mask = np.zeros((len(order), len(order)), dtype=bool)
    mask[np.ix_(order[:top], order[top:])] = True
    return mask


@given(small_indices(max_cities=5))
def test_the_radius_is_the_nearest_tipping_point_of_all_pairs(index):
    far_ = index.stability_radius().radius
    pairs = [(a, b) for at, a in enumerate(index.cities) for b in index.cities[at + 1 :]]
    points = [
        index.tipping_point(a, b).distance
        for a, b in pairs
        if not index.normalised.loc[a].equals(index.normalised.loc[b])
    ]
    assert far_ == pytest.approx(min(points, default=math.inf), abs=1e-9)


def test_equal_cities_do_not_limit_the_radius():
    frame, method = as_is("x", "y")
    index = index_of(np.array([[8.0, 2.0], [8.0, 2.0], [1.0, 1.0]]), frame, method)
    assert index.stability_radius().radius == math.inf


def test_what_a_radius_cannot_be_asked_is_refused(example):
    with refused(RequestError, ("top", "give either top or city")):
        example.stability_radius(top=3, city="London")
    for top in (0, 12, 2.5, True):
        with refused(RequestError, ("top", "must be a whole number from 1 to 11", repr(top))):
            example.stability_radius(top=top)
    frame, method = as_is("x", "y")
    with refused(RequestError, ("top", "needs two cities with a score, found 1")):
        index_of(np.array([[1.0, 2.0]]), frame, method).stability_radius(top=1)
    with refused(RequestError, ("weights", "are not in the set")):
        example.reweight(influence=3).stability_radius(weights=ix.Ordered(["connectivity", "influence"]))


def test_a_radius_is_shown(example):
    found = example.stability_radius(top=10)
    assert "The set of the first 10 is unchanged up to 0.0275" in repr(found)
    assert example.reweight(found.weights).scores["index"][list(found.pair)].diff().iloc[1] == pytest.approx(
        0, abs=1e-9
    )
    assert "tipping" in found._repr_html_()
