"""Records: what is printed as JSON."""

import json

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.outputs.records import cells, schemas
from intlindex.records import RankingRecord
from makers import framework


@pytest.fixture
def index():
    """Three cities of which one has too little data, with children of the root of both kinds."""
    framework = ix.Framework(
        id="mine",
        name="My index",
        groups=[
            {"id": "index", "name": "Index", "level": "index"},
            {"id": "group", "parent": "index", "name": "Group", "level": "dimension"},
        ],
        indicators=[
            {"id": name, "parent": parent, "name": name, "unit": "points", "direction": "higher", "scale": "ratio"}
            for name, parent in (("a", "group"), ("b", "group"), ("c", "index"))
        ],
    )
    data = pd.DataFrame(
        {
            "city": ["X", "Y", "Z"],
            "a": [0, 10, np.nan],
            "b": [0, 10, np.nan],
            "c": [0.0, 5.0, np.nan],
            "d": ["p", "q", "r"],
        }
    )
    data.loc[2, "a"] = 5
    return ix.score(data, framework, ix.Method(groups={"min_coverage": 0.75}))


@pytest.mark.parametrize(
    "blank",
    [None, pd.NA, float("nan"), np.nan, np.float64("nan"), pd.NaT],
    ids=["None", "NA", "nan", "np", "np64", "NaT"],
)
def test_a_blank_becomes_null(blank):
    assert cells.plain(blank) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(np.int64(3), 3), (np.float64(0.5), 0.5), (np.bool_(True), True), ("x", "x"), (0, 0), (0.0, 0.0), ("", "")],
)
def test_a_value_becomes_a_plain_one_of_the_same_worth(value, wanted):
    found = cells.plain(value)
    assert found == wanted
    assert type(found) is type(wanted)


def test_a_ranking_record_holds_what_the_ranking_holds(index):
    record = index.record().to_dict()
    assert record["ranking"] == [
        {"rank": 1, "city": "Y", "score": 100.0, "dimensions": {"group": 100.0, "c": 100.0}},
        {"rank": 2, "city": "X", "score": 0.0, "dimensions": {"group": 0.0, "c": 0.0}},
        {"rank": None, "city": "Z", "score": None, "dimensions": {"group": None, "c": None}},
    ]
    assert [type(row["rank"]) for row in record["ranking"]] == [int, int, type(None)]
    assert record["weights"] == {"index": 1.0, "group": 0.5, "c": 0.5, "a": 0.5, "b": 0.5}
    assert record["framework"] == "mine"
    assert record["description"] is None


def test_a_ranking_record_is_a_valid_record_and_standard_json(index):
    written = json.dumps(index.record().to_dict(), allow_nan=False)
    read = RankingRecord.model_validate_json(written)
    assert [row.city for row in read.ranking] == ["Y", "X", "Z"]
    assert read.ranking[2].rank is None


def test_findings_are_written_with_code_severity_node_and_message(index):
    found = index.record().to_dict()["findings"]
    assert found
    assert all(set(finding) == {"code", "severity", "node", "message"} for finding in found)
    assert any(finding["code"] == "blank-score" and "'Z'" in finding["message"] for finding in found)


def test_an_average_of_tied_ranks_is_written_as_a_fraction():
    data = pd.DataFrame({"city": ["X", "Y", "Z"], "a": [1, 1, 0]})
    record = ix.score(data, framework("a"), ix.Method(rank={"ties": "average"})).record().to_dict()
    assert [row["rank"] for row in record["ranking"]] == [1.5, 1.5, 3.0]


def test_an_unknown_schema_is_answered_with_the_nearest():
    with pytest.raises(ix.UnknownNameError, match="did you mean 'ranking'"):
        schemas.schema("rankings")


@pytest.mark.parametrize("name", sorted(schemas.SCHEMAS))
def test_a_schema_is_the_same_when_asked_for_twice(name):
    assert schemas.schema(name) == schemas.schema(name)
