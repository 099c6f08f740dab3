"""The triangle of three weights, and the weights that suit a city best."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_problems import small_indices

import intlindex as ix
from intlindex.errors import RequestError
from intlindex.kernels.simplex.envelope import area
from makers import as_is, index_of, refused

DIMENSIONS = ["attractiveness", "influence", "connectivity"]


def three_of(values):
    frame, method = as_is("x", "y", "z")
    return index_of(np.array(values, dtype=np.float64), frame, method)


def test_three_specialists_share_the_triangle_evenly():
    found = three_of(np.eye(3) * 9).weight_map()
    assert found.areas.to_list() == pytest.approx([1 / 3] * 3)
    region = found.regions["city 0"]
    assert {tuple(np.round(corner, 6)) for corner in region} == {
        (1, 0, 0), (0.5, 0.5, 0), (round(1 / 3, 6),) * 3, (0.5, 0, 0.5)
    }  # fmt: skip


def test_cities_that_are_level_everywhere_share_their_region():
    found = three_of([[9, 1, 1], [9, 1, 1], [1, 1, 9]]).weight_map()
    assert found.areas.to_list() == pytest.approx([0.5, 0.25, 0.25])
    assert found.areas.sum() == pytest.approx(1)


def test_ranks_of_one_city_by_hand():
    """City 1 is ahead where y weighs more than x, a half; city 2 nowhere."""
    ranks = three_of([[9, 1, 5], [1, 9, 5], [0, 0, 0]]).weight_map().ranks("city 0")
    assert ranks.areas.to_dict() == pytest.approx({1: 0.5, 2: 0.5})
    assert sum(map(area, ranks.regions[1])) == pytest.approx(0.5)


def test_a_part_of_the_triangle():
    index = three_of([[9, 1, 5], [1, 9, 5], [0, 0, 0]])
    assert index.weight_map(weights=ix.Ordered(["x", "y"])).areas.to_dict() == pytest.approx(
        {"city 0": 1.0, "city 1": 0, "city 2": 0}
    )
    narrow = index.weight_map(
        weights=ix.Bounds(shares={"x": (0.4, 0.6), "y": (0.2, 0.4), "z": (0.1, 0.3)}, groups=["index"])
    )
    corners = np.concatenate(list(narrow.regions.values()))
    assert corners.min(axis=0) == pytest.approx([0.4, 0.2, 0.1])
    assert corners.max(axis=0) == pytest.approx([0.6, 0.4, 0.3])


@given(small_indices(min_shares=3, max_shares=3, max_cities=7))
def test_areas_sum_to_one_and_are_the_shares_of_a_sample(index):
    found = index.weight_map()
    assert found.areas.sum() == pytest.approx(1)
    shares = np.random.default_rng(0).dirichlet(np.ones(3), 4000)
    scores = shares @ index.normalised.to_numpy().T
    best = scores.max(axis=1, keepdims=True) - scores < 1e-9
    expected = (best / best.sum(axis=1, keepdims=True)).mean(axis=0)
    assert found.areas[list(index.cities)].to_numpy() == pytest.approx(expected, abs=0.04)  # five standard errors
    ranks = found.ranks("city 0").areas
    assert ranks.sum() == pytest.approx(1)
    drawn = (scores > scores[:, :1] + 1e-9).sum(axis=1) + 1
    for rank, part in ranks.items():
        assert part == pytest.approx((drawn == rank).mean(), abs=0.04)


@given(small_indices(min_shares=3, max_shares=3, max_cities=5))
def test_ranks_of_the_regions_are_those_of_the_bounds(index):
    ranks = index.weight_map().ranks("city 0").areas
    bounds = index.rank_bounds(weights=ix.Simplex(), of="index").table.loc["city 0"]
    assert bounds["best"] <= ranks.index.min()
    assert ranks.index.max() <= bounds["worst"]


def test_the_map_of_real_values(example):
    found = example.weight_map()
    assert found.areas.sum() == pytest.approx(1, abs=1e-12)
    shares = np.random.default_rng(3).dirichlet(np.ones(3), 100_000)
    scores = shares @ example.scores[DIMENSIONS].to_numpy().T
    first = np.bincount(scores.argmax(axis=1), minlength=len(example.cities)) / len(shares)
    error = np.sqrt(0.25 / len(shares))
    assert found.areas[list(example.cities)].to_numpy() == pytest.approx(first, abs=4 * error)
    ranks = example.weight_map().ranks("北京").areas
    place = example.cities.index("Beijing")
    drawn = np.bincount((scores > scores[:, [place]]).sum(axis=1) + 1, minlength=13) / len(shares)
    assert [ranks.get(rank, 0.0) for rank in range(1, 13)] == pytest.approx(list(drawn[1:13]), abs=4 * error)
    for city, region in found.regions.items():
        again = example.reweight(dict(zip(DIMENSIONS, region.mean(axis=0), strict=True)))
        assert again.ranks.loc[city, "index"] == 1
    assert list(found.corners.columns) == ["city", *DIMENSIONS]
    assert found.table["area"].equals(found.areas)
    assert f"London in {found.areas['London']:.1%}" in repr(found)
    assert "Ranks 1 to" in repr(found.ranks("Beijing"))
    assert "area" in found._repr_html_()


def test_an_index_in_which_no_city_has_a_score_has_no_map():
    frame, method = as_is("x", "y", "z", min_coverage=0.5)
    blank = index_of(np.where(np.eye(3) > 0, 5.0, np.nan), frame, method)
    with refused(RequestError, ("weight_map", "no city has a score")):
        blank.weight_map()


def test_what_cannot_be_mapped_is_refused(example):
    with refused(RequestError, ("of", "a map has three weights", "4 vary in influence")):
        example.weight_map(of="influence")
    with refused(RequestError, ("index", "leaves no area")):
        example.weight_map(within=0.0)


# ---------------------------------------------------------------- most favourable weights


@given(st.data())
def test_the_most_favourable_rank_is_the_best_bound_and_no_corner_scores_more(data):
    index = data.draw(small_indices(max_cities=5))
    best = index.most_favourable("city 0")
    assert best.rank == index.rank_bounds(weights=ix.Simplex(), of="index").table.loc["city 0", "best"]
    again = index.reweight(best.weights)
    assert again.ranks.loc["city 0", "index"] == best.rank
    assert again.scores.loc["city 0", "index"] == pytest.approx(best.score)
    by_score = index.most_favourable("city 0", by="score")
    assert by_score.score == pytest.approx(index.normalised.loc["city 0"].max())
    assert by_score.score >= best.score - 1e-9


def test_limits_hold_for_the_most_favourable_weights():
    index = three_of([[9, 1, 5], [1, 9, 5]])
    found = index.most_favourable("city 0", by="score", within=0.3)
    assert found.weights == pytest.approx({"x": 1.3 / 3, "y": 0.7 / 3, "z": 1 / 3})
    assert found.score == pytest.approx(9 * 1.3 / 3 + 0.7 / 3 + 5 / 3)
    assert found.table["change"].sum() == pytest.approx(0)
    assert (found.nominal_rank, found.nominal_score) == (1, pytest.approx(5))
    assert "what is possible, not what is right" in found._repr_html_()


def test_a_favourable_question_is_checked(example):
    with refused(RequestError, ("by", "must be 'rank' or 'score', found 'place'")):
        example.most_favourable("London", by="place")
