"""Pieces of a triangle: they cover it, and each is where it should be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from intlindex.kernels.simplex.envelope import TRIANGLE, area, cell_points, kept, pieces_by_count, upper_envelope

FUNCTIONS = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 6), st.just(3)), elements=st.integers(-40, 40).map(float), unique=True
)


def test_half_of_the_triangle_lies_on_either_side_of_a_median():
    assert area(kept(TRIANGLE, np.array([1.0, -1.0, 0.0]))) == pytest.approx(0.5)
    assert area(kept(TRIANGLE, np.array([-1.0, -1.0, -1.0]))) == 0
    assert area(kept(TRIANGLE, np.array([0.0, 1.0, 1.0]))) == pytest.approx(1)


@given(FUNCTIONS)
def test_the_upper_envelope_covers_the_triangle_once(functions):
    pieces = upper_envelope(functions)
    assert sum(map(area, pieces)) == pytest.approx(1)
    for own, piece in zip(functions, pieces, strict=True):
        if area(piece) > 1e-9:
            middle = piece.mean(axis=0)
            assert own @ middle >= (functions @ middle).max() - 1e-9


@given(FUNCTIONS)
def test_pieces_by_count_cover_the_triangle_and_count_what_is_positive(functions):
    parts = pieces_by_count(functions)
    assert sum(area(piece) for _, piece in parts) == pytest.approx(1)
    for count, piece in parts:
        if area(piece) > 1e-6:
            assert (functions @ piece.mean(axis=0) > 0).sum() == count


@given(FUNCTIONS)
def test_every_cell_has_a_point(functions):
    """The signs in the pieces of a plain subdivision are all among those at the points."""
    pieces = [TRIANGLE]
    for function in functions:
        pieces = [
            part for piece in pieces for part in (kept(piece, function), kept(piece, -function)) if area(part) > 1e-9
        ]
    wanted = {tuple(np.sign(functions @ piece.mean(axis=0))) for piece in pieces}
    found = {tuple(signs) for signs in np.sign(cell_points(functions) @ functions.T)}
    assert wanted <= found


def test_a_function_that_is_zero_everywhere_cuts_nothing():
    assert [(count, area(piece)) for count, piece in pieces_by_count(np.zeros((1, 3)))] == [(0, 1.0)]


@pytest.mark.parametrize("value", [-2.0, 0.0, 2.0])
def test_a_function_that_is_the_same_everywhere_has_no_line(value):
    assert len(cell_points(np.full((1, 3), value))) == 1
