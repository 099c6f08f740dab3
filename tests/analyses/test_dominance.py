"""The necessary and the possible relation, by hand and as an order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_problems import sampled, small_indices, small_sets

import intlindex as ix
from makers import as_is, index_of


def test_dominance_by_hand():
    """A is ahead in all; C in no indicator; B and D are ahead of each other in one; E is B."""
    frame, method = as_is("x", "y")
    values = np.array([[9.0, 9.0], [8.0, 3.0], [1.0, 1.0], [3.0, 8.0], [8.0, 3.0]])
    found = index_of(values, frame, method).dominance(weights=ix.Simplex(), of="index")
    edges = {tuple(edge) for edge in found.hasse.to_numpy()}
    a, b, c, d, e = (f"city {number}" for number in range(5))
    assert edges == {(a, b), (a, d), (a, e), (b, c), (d, c), (e, c)}
    assert found.necessary.loc[a].to_list() == [False, True, True, True, True]
    assert found.possible.loc[b].to_list() == [False, False, True, True, False]
    assert found.equal == ((b, e),)
    assert found.potentially_first == (a,)
    assert found.table.loc[b].to_dict() == {"layer": 2, "behind": 1, "ahead": 1, "open": 1}
    assert found.table["layer"].to_dict() == {a: 1, b: 2, d: 2, e: 2, c: 3}


def test_to_be_level_at_a_corner_is_not_to_be_ahead():
    frame, method = as_is("x", "y")
    found = index_of(np.array([[9.0, 5.0], [8.0, 5.0]]), frame, method).dominance(weights=ix.Simplex(), of="index")
    assert bool(found.necessary.loc["city 0", "city 1"])
    assert found.potentially_first == ("city 0", "city 1")  # level at the corner of y


@given(st.data())
def test_the_relations_hold_in_every_sample_and_make_an_order(data):
    index = data.draw(small_indices(max_cities=6))
    weights = data.draw(small_sets(index))
    found = index.dominance(of="index", weights=weights)
    necessary, possible = found.necessary.to_numpy(), found.possible.to_numpy()
    scores = sampled(index, weights, 200) @ index.normalised.to_numpy().T
    lead = scores[:, :, None] - scores[:, None]
    assert not (lead[:, necessary] < -1e-7).any()
    assert not (lead[:, ~possible] > 1e-7).any()
    assert not (necessary & necessary.T).any()
    assert not (necessary & ~possible).any()
    steps = necessary.astype(int)
    assert not ((steps @ steps > 0) & ~necessary).any()  # transitive
    closed = found.hasse.groupby("ahead")["behind"].agg(set).to_dict() if len(found.hasse) else {}
    for row, city in enumerate(index.cities):
        below, left = set(), [city]
        while left:
            for name in closed.get(left.pop(), ()):
                if name not in below:
                    below.add(name)
                    left.append(name)
        assert below == {name for name, held in zip(index.cities, necessary[row], strict=True) if held}
    winners = {index.cities[at] for at in scores.argmax(axis=1)}
    assert winners <= set(found.potentially_first)


@given(st.data())
def test_who_may_be_first_has_a_best_rank_of_one(data):
    index = data.draw(small_indices(max_cities=5))
    weights = data.draw(small_sets(index))
    bounds = index.rank_bounds(of="index", weights=weights).table
    found = index.dominance(of="index", weights=weights)
    assert set(found.potentially_first) == set(bounds.index[bounds["best"] == 1])


def test_it_is_shown(example):
    found = example.dominance()
    assert found.potentially_first == ("London",)
    assert "May be first: London." in repr(found)
    assert "layer" in found._repr_html_()
    assert found.necessary.loc["London"].sum() == 11


def test_tables_are_copies(example):
    found = example.dominance(of="index")
    necessary = found.necessary
    necessary.loc["London", "Paris"] = False
    assert bool(found.necessary.loc["London", "Paris"])


@pytest.mark.parametrize("preset", ["geometric", "z_score"])
def test_under_other_means(preset):
    found = ix.load("example", method=preset).dominance(of="index", weights=ix.Simplex())
    assert "London" in found.potentially_first
