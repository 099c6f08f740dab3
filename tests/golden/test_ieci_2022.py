"""The whole ranking of 2022 once more, in plain pandas from the files as they lie, without the library."""

from __future__ import annotations

import tomllib

import numpy as np
import pandas as pd
import pytest

import intlindex as ix


def recomputed(folder, edition):
    """Min-max, percentile ranks for ordinal scales, and plain means where at least half the children are there."""
    framework = tomllib.loads((folder / "frameworks" / f"{edition}.toml").read_text("utf-8"))
    cities = pd.read_csv(folder / "cities.csv", index_col="id", keep_default_na=False)
    members = cities[cities[edition] != ""]
    values = pd.read_csv(folder / "values.csv").pivot_table(index="city", columns="indicator", values="value")
    scores = pd.DataFrame(index=members.index)
    for node in framework["indicators"]:
        column = values[node["id"]].reindex(members.index)
        if node["direction"] == "lower":
            column = -column
        if node["scale"] == "ordinal":
            place = column.rank(method="average")
            scores[node["id"]] = 100 * (place - 1) / (column.count() - 1)
        else:
            scores[node["id"]] = 100 * (column - column.min()) / (column.max() - column.min())
    parents = {node["id"]: node.get("parent") for node in framework["groups"] + framework["indicators"]}
    waiting = [node["id"] for node in framework["groups"]]
    while waiting:
        for group in list(waiting):
            children = [name for name, parent in parents.items() if parent == group]
            if all(name in scores for name in children):
                enough = scores[children].notna().mean(axis=1) >= 0.5
                scores[group] = scores[children].mean(axis=1).where(enough)
                waiting.remove(group)
    return scores.set_axis(members["name"].rename("city"))


@pytest.mark.parametrize("edition", ["ieci-2022", "ieci-2024"])
def test_every_score_and_rank_is_found_again(indicators_folder, edition):
    expected, index = recomputed(indicators_folder, edition), ix.load(edition)
    assert set(expected.columns) == set(index.nodes)
    assert expected.index.to_list() == list(index.cities)
    np.testing.assert_allclose(index.scores[expected.columns], expected, rtol=1e-9, atol=1e-9)
    ranks = expected.round(9).rank(ascending=False, method="min")
    np.testing.assert_array_equal(index.ranks[ranks.columns].astype(float), ranks)
    order = expected.sort_values("index", ascending=False).index
    assert index.ranking["city"].to_list() == order.to_list()
