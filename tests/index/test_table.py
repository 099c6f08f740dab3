"""Tables: rows and columns are taken by name, with all that belongs to them."""

from __future__ import annotations

import numpy as np
import pytest

from intlindex import City, UnknownNameError
from intlindex.core.data.table import Table


@pytest.fixture
def table():
    return Table(
        ("Hong Kong", "Paris", "Here"),
        ("a", "b"),
        np.array([[1.0, 2.0], [3.0, np.nan], [5.0, 6.0]]),
        {"zone": ("x", "y", None)},
        {"Hong Kong": City(id="hong_kong", name="Hong Kong", aliases=["HK"])},
        provenance=(
            {"city": "Hong Kong", "indicator": "a", "year": "2020"},
            {"city": "Paris", "indicator": "b", "year": "2021"},
        ),
    )


def test_rows_are_taken_by_any_name_in_the_order_asked_for(table):
    taken = table.take(cities=["Here", "HK"])
    assert taken.cities == ("Here", "Hong Kong")
    assert taken.values.tolist() == [[5.0, 6.0], [1.0, 2.0]]
    assert taken.attributes["zone"] == (None, "x")
    assert set(taken.registry) == {"Hong Kong"}
    assert [cell["year"] for cell in taken.provenance] == ["2020"]


def test_columns_are_taken_by_id_in_the_order_asked_for(table):
    taken = table.take(indicators=["b", "a"])
    np.testing.assert_array_equal(taken.values, [[2.0, 1.0], [np.nan, 3.0], [6.0, 5.0]])
    assert [cell["year"] for cell in table.take(indicators=["b"]).provenance] == ["2021"]


def test_what_is_taken_shares_no_memory(table):
    assert table.take() is table  # none can write to either
    assert not table.values.flags.writeable
    assert not np.shares_memory(table.take(indicators=["a"]).values, table.values)
    assert not np.shares_memory(table.frame().to_numpy(), table.values)


def test_a_city_or_indicator_that_is_not_there_is_answered_with_the_nearest(table):
    with pytest.raises(UnknownNameError, match="did you mean 'Paris'"):
        table.take(cities=["Pariss"])
    with pytest.raises(UnknownNameError, match="no 'c'"):
        table.take(indicators=["a", "c"])
