"""The placed cities of the examples: with their values, or with the answer that too little is known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "placed"


@pytest.mark.parametrize("name", ["Hangzhou", "Chengdu"])
def test_a_placed_city_has_the_values_that_ship(ieci, name):
    from_file = ieci.place(FOLDER / f"{name.lower()}.csv")
    shipped = ieci.place(name)
    pd.testing.assert_frame_equal(from_file.raw, shipped.raw)
    assert from_file.table.loc[name, "rank"] == shipped.table.loc[name, "rank"]
    assert from_file.raw.loc[name].notna().sum() == 24


@pytest.mark.parametrize(("name", "known"), [("Jinan", 7), ("Qingdao", 6)])
def test_a_city_of_which_too_little_is_known_has_no_score(ieci, name, known):
    placed = ieci.place(FOLDER / f"{name.lower()}.csv")
    assert placed.raw.loc[name].notna().sum() == known
    assert pd.isna(placed.table.loc[name, "score"])
    assert pd.isna(placed.table.loc[name, "rank"])
    assert f"{name} has no score, since too little is known" in " ".join(repr(placed).split())


@pytest.mark.parametrize("name", ["jinan", "qingdao"])
def test_what_is_known_of_them_is_of_the_country_or_stated(ieci, name):
    rows = pd.read_csv(FOLDER / f"{name}.csv")
    national = rows[rows["spatial_level"] == "country"].set_index("indicator")["value"]
    assert national.to_dict() == ieci.raw.loc["Shanghai", national.index].to_dict()
    assert rows.loc[rows["spatial_level"] != "country", "source"].isin(["jinan-2018"]).all()
