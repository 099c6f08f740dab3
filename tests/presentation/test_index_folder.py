"""An index written as a folder of files, and scored from them again."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import intlindex as ix
from makers import framework, group, indicator
from strategies import indices, reweightings


def again(index, folder):
    framework_file, method, values, _ = index.to_folder(folder)
    return ix.score(values, framework_file, method)


@pytest.mark.parametrize("name", ["example", "ieci-2022"])
@pytest.mark.parametrize("method", ["default", "rank_based"])
def test_a_shipped_index_is_the_same_from_its_folder(tmp_path, name, method):
    index = ix.load(name, method=method)
    found = again(index, tmp_path / "new" / "folder")
    assert found.ranking.equals(index.ranking)
    assert found.scores.equals(index.scores)
    by_cell = [{(cell["city"], cell["indicator"]): cell for cell in each.table.provenance} for each in (found, index)]
    assert by_cell[0] == by_cell[1]


def test_an_index_read_from_a_file_is_equal(tmp_path):
    (tmp_path / "data.csv").write_text("city,size,a,b\nLondon,big,1,2\nParis,small,3,\nRome,small,2,5\n", "utf-8")
    index = ix.score(str(tmp_path / "data.csv"), framework("a", "b"), "z_score")
    assert again(index, tmp_path / "out") == index


def test_changed_weights_are_those_of_the_framework(tmp_path):
    index = ix.load("example").drop("pm25").reweight(influence=2, connectivity=0.5)
    found = again(index, tmp_path)
    assert found.scores.equals(index.scores)
    assert found.framework.node("influence").weight == 2
    assert dict(found.reweighting) == {}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(indices(), st.data())
def test_any_index_gives_the_same_scores_or_is_refused(tmp_path, index, data):
    changed = index.reweight(data.draw(reweightings(index)))
    try:
        found = again(changed, tmp_path)
    except ix.RequestError as error:
        event("refused")
        if "to_json" not in str(error):
            raise
        return
    np.testing.assert_array_equal(found.scores.to_numpy(), changed.scores.to_numpy())
    assert found.framework.id == changed.framework.id


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(indices())
def test_an_index_as_it_was_scored_is_never_refused(tmp_path, index):
    found = again(index, tmp_path)
    assert found.framework == index.framework
    assert found.method == index.method
    assert found.scores.equals(index.scores.rename_axis("city"))


def test_attributes_and_columns_of_other_names_are_kept(tmp_path):
    made = framework(indicator("a", column="Parks"), indicator("b", denominator="people"))
    data = pd.DataFrame(
        {"unit": ["X", "Y"], "size": ["big", "small"], "people": [2.0, 4.0], "Parks": [1.0, 2.0], "b": [8.0, 4.0]}
    )
    index = ix.score(data, made)
    found = again(index, tmp_path)
    assert found.scores.equals(index.scores)
    assert found.ranks_within("size").groups == {"big": 1, "small": 1}


def test_settings_for_reading_are_not_those_of_the_written_values(tmp_path):
    (tmp_path / "european.csv").write_text("Stadt;a\nX;1,5\nY;2,5\n", "utf-8")
    made = framework("a").replace(reading={"decimal": ",", "key": "Stadt"})
    index = ix.score(str(tmp_path / "european.csv"), made)
    assert again(index, tmp_path / "out").scores.equals(index.scores)


def test_what_needs_earlier_times_is_refused(tmp_path):
    data = pd.DataFrame({"city": ["X", "Y"] * 2, "time": [1, 1, 2, 2], "a": [1, 2, None, 3]})
    method = ix.Method(indicators={"impute": {"kind": "last_observation"}})
    index = ix.score(data, framework("a"), method, time=2)
    with pytest.raises(ix.RequestError, match="a: is imputed from earlier times"):
        index.to_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_fills_at_other_weights_are_refused_with_the_nodes(tmp_path):
    made = framework(group("g"), indicator("a", parent="g"), indicator("b", parent="g"), indicator("c"))
    data = pd.DataFrame({"city": list("XYZ"), "a": [1, 2, 3], "b": [3.0, None, 1.0], "c": [1, 3, 2]})
    index = ix.score(data, made)
    with pytest.raises(ix.RequestError, match="to_json keeps it"):
        index.reweight(a=0.1).to_folder(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ix.DataError, match="cannot be created"):
        ix.load("example").to_folder(tmp_path / "file")
    with pytest.raises(ix.RequestError, match="written to a path"):
        ix.load("example").to_folder(3)


def test_the_readme_says_how_to_run_it(tmp_path):
    *_, readme = ix.load("example").to_folder(tmp_path)
    assert "intlindex rank --framework framework.toml --data values.csv --method method.toml" in readme.read_text()
