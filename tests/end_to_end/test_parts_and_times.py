"""Parts of an index, ranks instead of scores, attributes, tables that feed a second run, and panels."""

import io
import json

import jsonschema
import pandas as pd
import pytest

import intlindex as ix

PANEL = "city,time,parks,rent\nHere,2023,4,800\nThere,2023,9,1100\nHere,2024,9,900\nThere,2024,14,1000\n"
FRAMEWORK = ix.Framework(
    id="mine",
    name="My index",
    groups=[{"id": "index", "name": "My index", "level": "index"}],
    indicators=[
        {"id": name, "parent": "index", "name": name, "unit": "points", "direction": "higher", "scale": "ratio"}
        for name in ("parks", "rent")
    ],
)


@pytest.fixture
def panel_files(tmp_path):
    (tmp_path / "panel.csv").write_text(PANEL, "utf-8")
    (tmp_path / "mine.toml").write_text(FRAMEWORK.to_toml(), "utf-8")
    return ["--data", tmp_path / "panel.csv", "--framework", tmp_path / "mine.toml"]


def frame_of(text):
    return pd.read_csv(io.StringIO(text))


# ---------------------------------------------------------------- parts


def test_rank_of_a_node_is_that_of_the_part_below_it(result):
    found = frame_of(result("rank", "--node", "influence", "--format", "csv"))
    expected = ix.load("ieci-2022").subindex("influence").ranking
    assert list(found.columns) == list(expected.columns)
    assert found["city"].to_list() == expected["city"].to_list()
    assert found["score"].to_list() == expected["score"].to_list()


def test_weights_apply_before_the_part_is_taken(result):
    found = frame_of(result("rank", "--node", "influence", "--weights", "embassies=5", "--format", "csv"))
    expected = ix.load("ieci-2022").reweight(embassies=5).subindex("influence").ranking
    assert found["score"].to_list() == expected["score"].to_list()


@pytest.mark.parametrize(
    "arguments",
    [
        ["score"],
        ["show"],
        ["validate"],
        ["explain", "Beijing"],
        ["compare", "Beijing", "London"],
        ["bounds", "--within", "0.2"],
        ["uncertainty", "--draws", "50", "--seed", "1"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_question_is_answered_for_a_part(result, arguments):
    text = result(*arguments, "--framework", "example", "--node", "influence")
    assert text != result(*arguments, "--framework", "example")
    assert "Influence" in text or "influence" in text


@pytest.mark.parametrize(("node", "reason"), [("gdp", "is an indicator"), ("influense", "influence")])
def test_a_node_that_is_no_group_is_refused(command, node, reason):
    outcome = command("rank", "--node", node)
    assert (outcome.code, outcome.out) == (3, "")
    assert reason in outcome.err


def test_a_change_takes_the_node_itself_so_that_it_may_be_an_indicator(result):
    record = json.loads(result("change", "ieci-2022", "ieci-2024", "--node", "gdp", "--format", "json"))
    assert record["node"] == "gdp"


# ---------------------------------------------------------------- ranks and attributes


def test_ranks_have_the_shape_of_scores(result):
    scores, ranks = (frame_of(result("score", *extra, "--format", "csv")) for extra in ([], ["--ranks"]))
    assert list(scores.columns) == list(ranks.columns)
    assert ranks["city"].to_list() == scores["city"].to_list()
    expected = ix.load("ieci-2022").ranks
    assert ranks["influence"].to_list() == expected["influence"].to_list()


def test_ranks_as_json_are_named_ranks(result):
    record = json.loads(result("score", "--ranks", "--format", "json"))
    assert record["format"] == "intlindex/ranks/1"
    assert record["ranks"]["London"]["index"] == 1


@pytest.mark.parametrize("name", ["rank", "score"])
def test_attributes_come_after_the_city(result, name):
    found = frame_of(result(name, "--with", "region, country", "--format", "csv"))
    plain = frame_of(result(name, "--format", "csv"))
    at = list(found.columns).index("city")
    assert list(found.columns)[at : at + 3] == ["city", "region", "country"]
    assert found.set_index("city").loc["Beijing", ["region", "country"]].to_list() == ["Asia", "China"]
    assert found.drop(columns=["region", "country"]).equals(plain)
    record = json.loads(result(name, "--with", "region", "--format", "json"))
    assert record["attributes"]["Beijing"] == {"region": "Asia"}


def test_ranks_within_groups_take_attributes_too(result):
    text = result("rank", "--within", "region", "--with", "country,region", "--format", "csv")
    assert text.startswith("city,country,region,index,")


def test_ranking_with_attributes_holds_to_the_published_schema(result):
    record = json.loads(result("rank", "--with", "region", "--format", "json"))
    jsonschema.validate(record, json.loads(result("schema", "ranking")))


@pytest.mark.parametrize(
    ("columns", "reason"), [("regio", "did you mean 'region'?"), ("region,influence", "influence: is a column of")]
)
def test_a_column_that_cannot_be_added_is_refused(command, columns, reason):
    outcome = command("score", "--with", columns)
    assert (outcome.code, outcome.out) == (3, "")
    assert reason in outcome.err


# ---------------------------------------------------------------- tables that feed a second run


@pytest.mark.parametrize("name", ["rank", "score"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_table_that_was_written_is_the_data_of_a_second_run(result, tmp_path, name, suffix):
    dimensions = ("attractiveness", "influence", "connectivity")
    second = ix.Framework(
        id="second",
        name="Second",
        groups=[{"id": "all", "name": "All", "level": "index"}],
        indicators=[
            {"id": node, "parent": "all", "name": node, "unit": "points", "direction": "higher", "scale": "interval"}
            for node in dimensions
        ],
    )
    table, framework = tmp_path / f"first.{suffix}", tmp_path / "second.toml"
    framework.write_text(second.to_toml(), "utf-8")
    result(name, "--with", "region", "--out", table)
    found = frame_of(result("rank", "--data", table, "--framework", framework, "--format", "csv"))
    first = ix.load("ieci-2022").scores[list(dimensions)]
    assert found["score"].to_list() == ix.score(first, second).ranking["score"].to_list()
    assert result("rank", "--data", table, "--framework", framework, "--within", "region").count("Asia") > 1


def test_ranks_that_were_written_are_ranked_again(result, tmp_path):
    table = tmp_path / "ranks.csv"
    result("score", "--ranks", "--out", table)
    index = ix.score(
        str(table),
        ix.Framework(
            id="second",
            name="Second",
            groups=[{"id": "all", "name": "All", "level": "index"}],
            indicators=[
                {"id": node, "parent": "all", "name": node, "unit": "rank", "direction": "lower", "scale": "ordinal"}
                for node in ("influence", "connectivity")
            ],
        ),
    )
    assert index.raw["influence"].to_list() == ix.load("ieci-2022").ranks["influence"].to_list()


# ---------------------------------------------------------------- panels


@pytest.mark.parametrize("bounds", ["joint", "per_time"])
@pytest.mark.parametrize("show", ["scores", "ranks", "trends"])
def test_a_panel_is_that_of_python(result, panel_files, bounds, show):
    found = frame_of(result("panel", *panel_files, "--bounds", bounds, "--show", show, "--format", "csv"))
    panel = ix.panel(str(panel_files[1]), FRAMEWORK, bounds=bounds)
    expected = getattr(panel, show)().reset_index()
    assert list(found.columns) == list(map(str, expected.columns))
    assert found["city"].to_list() == ["Here", "There"]
    assert found.iloc[:, 1:].to_numpy(float).tolist() == pytest.approx(
        expected.iloc[:, 1:].to_numpy(float), nan_ok=True
    )


def test_a_panel_of_a_node_and_of_weights(result, panel_files):
    record = json.loads(result("panel", *panel_files, "--node", "parks", "--format", "json"))
    assert (record["node"], record["times"]) == ("parks", ["2023", "2024"])
    assert record["scores"]["There"] == {"2023": 50.0, "2024": 100.0}
    weighted = json.loads(result("panel", *panel_files, "--weights", "rent=0", "--format", "json"))
    assert weighted["scores"] == record["scores"]


def test_a_panel_as_a_table_names_its_times(result, panel_files):
    text = result("panel", *panel_files)
    assert text.startswith("Scores of index at all times: My index")
    assert "2023" in text
    assert "2024" in text


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        ([], 2, "--data FILE"),
        (["--data", "x.csv", "--time", "2023"], 2, "panel scores all times"),
        (["--data", "x.csv"], 3, "x.csv"),
    ],
)
def test_a_panel_that_cannot_be_made_is_refused(command, arguments, code, reason):
    outcome = command("panel", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert reason in outcome.err


# ---------------------------------------------------------------- what is shown without a score


@pytest.fixture
def shown_only(tmp_path):
    made = ix.Framework(
        id="mine",
        name="My index",
        unit_name={"one": "country", "many": "countries", "zh": "国家"},
        groups=[{"id": "all", "name": "All", "level": "index"}]
        + [{"id": name, "name": name, "level": "goal", "parent": "all"} for name in ("green", "calm")],
        indicators=[
            {"id": name, "parent": parent, "name": name, "unit": "points", "direction": "higher", "scale": "ratio"}
            for name, parent in (("parks", "green"), ("quiet", "calm"))
        ],
    )
    (tmp_path / "mine.toml").write_text(made.to_toml(), "utf-8")
    (tmp_path / "data.csv").write_text("country,parks,quiet\nHere,4,1\nThere,9,0\n", "utf-8")
    method = 'format = "intlindex/method/1"\n[groups.only.all]\naggregate = { kind = "none" }\n'
    (tmp_path / "method.toml").write_text(method, "utf-8")
    return [
        *("--framework", tmp_path / "mine.toml", "--data", tmp_path / "data.csv"),
        *("--method", tmp_path / "method.toml"),
    ]


def test_scores_of_an_index_that_is_only_shown_are_written(result, shown_only):
    found = frame_of(result("score", *shown_only, "--format", "csv"))
    assert found.columns.to_list() == ["country", "all", "green", "calm", "parks", "quiet"]
    assert found["all"].isna().all()
    assert found["green"].to_list() == [0, 100]


@pytest.mark.parametrize("arguments", [["rank"], ["audit"], ["explain", "Here"]])
def test_questions_to_an_index_that_is_only_shown_name_its_parts(command, shown_only, arguments):
    asked = command(*arguments, *shown_only)
    assert asked.code == 3
    assert "'green', 'calm'" in asked.err
    assert command(*arguments, *shown_only, "--node", "green").code == 0


def test_the_column_of_what_is_ranked_has_the_noun_of_the_framework_in_chinese(result, shown_only):
    shown = result("rank", *shown_only, "--node", "green", "--lang", "zh")
    assert "国家" in shown
    assert "国家或地区" not in shown
