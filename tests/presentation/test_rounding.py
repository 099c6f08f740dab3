"""Numbers as they are shown: half away from zero, on 12 significant digits, and as many digits as a range needs."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.display.rounding import fitting_digits, fixed
from intlindex.kernels.rounding import round_to
from makers import as_is, table
from test_architecture import PATHS


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0.15, 1, "0.2"),
        (2.675, 2, "2.68"),
        (1.005, 2, "1.01"),
        (-0.25, 1, "-0.3"),
        (-0.04, 1, "0.0"),
        (2.5, 0, "3"),
        (float("inf"), 1, "inf"),
        (1e300, 1, f"{int(1e300)}.0"),
        (123456789012345.6, 1, "123456789012345.6"),
    ],
)
def test_halves_go_away_from_zero(value, digits, shown):
    assert fixed(value, digits) == shown


@given(st.integers(-(10**8), 10**8), st.integers(0, 4))
def test_it_is_the_rounding_of_the_method(cents, digits):
    value = cents / 1000
    assert float(fixed(value, digits)) == round_to(np.array([value]), digits=digits)[0]


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 8))
def test_what_is_shown_is_as_near_as_its_digits_allow(value, digits):
    shown = fixed(value, digits)
    assert abs(float(shown) - value) <= 0.5 * 10.0**-digits + 1e-11 * abs(value)
    assert re.fullmatch(r"-?\d+" + (rf"\.\d{{{digits}}}" if digits else ""), shown)


@pytest.mark.parametrize(
    ("low", "high", "digits"), [(0, 100, 1), (0, 1, 3), (5, 5, 1), (0, 1e-9, 6), (0, 5000, 1), (float("nan"), 1, 1)]
)
def test_digits_fit_the_range(low, high, digits):
    assert fitting_digits(low, high) == digits


def unit_scale(**rule):
    """Score three cities from 0 to 1, nearer to each other than a digit tells."""
    made, method = as_is("a", "b")
    narrow = method.replace(indicators={"normalise": {"kind": "goalposts", "low": 0, "high": 1}}, **rule)
    return ix.score(table({"a": [91.0, 92.0, 93.0], "b": [95.0, 93.0, 94.0]}), made, narrow)


def test_scores_that_are_near_to_each_other_are_told_apart():
    index = unit_scale()
    for text in (repr(index), index._repr_html_(), index.to_markdown(), index.to_latex(), index.to_html()):
        assert {"0.93500", "0.92500"} <= set(re.findall(r"0\.\d+", text))


def test_the_rounding_of_the_method_says_the_digits():
    index = unit_scale(groups={"round": 2})
    assert index.shown.digits == 2
    assert re.findall(r"0\.\d+", repr(index))[0] in {"0.93", "0.94"}


def test_no_score_is_rounded_by_python():
    """Scores and points are written by the one function, so that no output differs from another."""
    wrong = [
        f"{module}: {line.strip()}"
        for module, path in PATHS.items()
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"(score|value|points|gap|lead)[^{}]*:\.?\d?z?\.\d?f\}", line)
        and not module.startswith("intlindex.display.")
    ]
    assert wrong == []
