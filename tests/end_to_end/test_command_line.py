"""What the commands print, from the shipped index and from files of one's own."""

import csv
import io
import json
import tomllib
import unicodedata
from importlib.resources import files

import jsonschema
import pandas as pd
import pytest
from own_index import NODES, SCORES, TIDY

import intlindex as ix
from intlindex.cli import main

COMMANDS = (["rank"], ["score"], ["show"], ["show", "influence"], ["show", "gdp"], ["show", "香港"], ["validate"])
READING = ("rank", "score", "show", "validate")


def columns(line):
    """Count what a line takes in a terminal: Chinese characters take two columns, combining marks none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line
    )


def read_json(text):
    """Read JSON as the standard has it, without NaN and infinities."""

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def read_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def shipped_framework(name):
    return tomllib.loads((files("intlindex.indicators") / "frameworks" / f"{name}.toml").read_text("utf-8"))


# ---------------------------------------------------------------- rank


def test_rank_prints_37_cities_with_london_first(result):
    lines = result("rank").splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("rank"))
    table = lines[header + 1 : lines.index("", header)]
    assert lines[header].split() == ["rank", "city", "score", "attractiveness", "influence", "connectivity"]
    assert len(table) == 37
    assert table[0].split()[:2] == ["1", "London"]


def test_rank_says_that_the_shipped_index_is_a_reconstruction(result):
    assert "reconstruction" in result("rank")


def test_ranking_as_json_holds_to_its_published_schema(result):
    schema = read_json(result("schema", "ranking"))
    jsonschema.Draft202012Validator.check_schema(schema)
    record = read_json(result("rank", "--format", "json"))
    jsonschema.validate(record, schema)
    assert record["format"] == "intlindex/ranking/1"
    assert record["version"] == ix.__version__
    assert len(record["ranking"]) == 37
    assert record["ranking"][0]["city"] == "London"
    assert record["ranking"][0]["rank"] == 1


def test_schema_of_the_ranking_refuses_an_unknown_field(result):
    schema = read_json(result("schema", "ranking"))
    record = read_json(result("rank", "--format", "json"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "winner": "London"}, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**record, "ranking": [{"rank": 1}]}, schema)


def test_ranking_as_csv_is_read_by_the_csv_module_and_by_pandas_alike(result):
    text = result("rank", "--format", "csv")
    rows, frame = read_csv(text), pd.read_csv(io.StringIO(text))
    assert len(rows) == len(frame) == 37
    assert [row["city"] for row in rows] == frame["city"].to_list()
    assert rows[0]["city"] == "London"
    assert [float(row["score"]) for row in rows] == frame["score"].to_list()
    assert [int(row["rank"]) for row in rows] == sorted(int(row["rank"]) for row in rows)


def test_all_three_formats_of_a_ranking_agree(result):
    by_csv = read_csv(result("rank", "--format", "csv"))
    by_json = read_json(result("rank", "--format", "json"))["ranking"]
    table = result("rank")
    assert [row["city"] for row in by_csv] == [row["city"] for row in by_json]
    assert [float(row["score"]) for row in by_csv] == [row["score"] for row in by_json]
    places = [table.index(f" {row['city']} ") for row in by_json]
    assert places == sorted(places)


def test_table_csv_and_json_of_a_ranking_are_the_same_when_asked_for_twice(result):
    for form in ("table", "csv", "json"):
        assert result("rank", "--format", form) == result("rank", "--format", form)


def test_weights_on_the_command_line_do_what_reweight_does_in_python(result):
    record = read_json(result("rank", "--format", "json", "--weights", "influence=2,connectivity=0.5"))
    ranking = ix.load("ieci-2022").reweight(influence=2, connectivity=0.5).ranking
    assert [row["city"] for row in record["ranking"]] == ranking["city"].to_list()
    assert [row["score"] for row in record["ranking"]] == ranking["score"].to_list()
    assert record["weights"]["influence"] == pytest.approx(2 / 3.5)
    assert record["weights"]["attractiveness"] == pytest.approx(1 / 3.5)
    assert record["weights"]["connectivity"] == pytest.approx(0.5 / 3.5)


def test_weights_may_have_spaces_around_them(result):
    assert result("rank", "--weights", " influence = 2 , connectivity=0.5") == result(
        "rank", "--weights", "influence=2,connectivity=0.5"
    )


def test_weights_are_named_above_the_table_that_they_change(result):
    assert "influence = 2" in result("rank", "--weights", "influence=2")


def test_weights_of_the_framework_itself_change_nothing_but_the_heading(result):
    changed = read_csv(result("rank", "--format", "csv", "--weights", "influence=1"))
    assert changed == read_csv(result("rank", "--format", "csv"))


def test_the_edition_of_2024_ranks_43_cities(result):
    ranking = read_csv(result("rank", "--framework", "ieci-2024", "--format", "csv"))
    assert len({row["city"] for row in ranking}) == len(ranking) == 43


def test_the_shipped_method_may_be_named(result):
    assert result("rank", "--method", "default") == result("rank")


def test_short_options_are_those_that_help_names(result, own):
    long = result("rank", *own.all_arguments, "--weights", "green=1")
    assert result("rank", "-f", own.framework, "-d", own.data, "-m", own.method, "-w", "green=1") == long


# ---------------------------------------------------------------- score


def test_scores_as_csv_have_a_row_per_city_and_a_column_per_node(result):
    framework = shipped_framework("ieci-2022")
    levels = [group["level"] for group in framework["groups"]]
    assert [levels.count(level) for level in ("index", "dimension", "second_level")] == [1, 3, 11]
    nodes = [node["id"] for kind in ("groups", "indicators") for node in framework[kind]]
    text = result("score", "--format", "csv")
    rows = read_csv(text)
    assert len(rows) == len(pd.read_csv(io.StringIO(text))) == 37
    assert len(nodes) == 1 + 3 + 11 + 25
    assert sorted(rows[0]) == sorted(["city", *nodes])


def test_scores_as_json_have_every_node_of_every_city(result):
    scores = read_json(result("score", "--format", "json"))["scores"]
    assert len(scores) == 37
    assert {len(nodes) for nodes in scores.values()} == {40}


def test_scores_as_a_table_have_every_node_once(result):
    lines = result("score").splitlines()
    headers = [line.split()[1:] for line in lines if line.startswith("city ")]
    nodes = [node for header in headers for node in header]
    assert len(nodes) == len(set(nodes)) == 40


def test_scores_and_ranking_agree(result):
    scores = {row["city"]: row["index"] for row in read_csv(result("score", "--format", "csv"))}
    assert scores == {row["city"]: row["score"] for row in read_csv(result("rank", "--format", "csv"))}


# ---------------------------------------------------------------- tables fit a terminal


@pytest.mark.parametrize("command_line", COMMANDS, ids=" ".join)
def test_every_line_of_a_table_fits_80_columns(result, command_line):
    for framework in ("ieci-2022", "ieci-2024"):
        lines = result(*command_line, "--framework", framework).splitlines()
        assert [line for line in lines if columns(line) > 80] == []


def test_every_page_of_every_shipped_city_and_node_fits_80_columns(result):
    index = ix.load("ieci-2022")
    for name in (*index.nodes, *index.cities):
        assert [line for line in result("show", name).splitlines() if columns(line) > 80] == []


CHINESE = "国际交往中心城市指数" * 6
LONG = "a_dimension_with_an_id_that_takes_more_than_half_of_a_line_in_a_terminal"


def renamed(own, old, new):
    own.framework.write_text(own.framework.read_text("utf-8").replace(old, new), "utf-8")


@pytest.mark.parametrize("name", [[], ["green"], ["Alpha"]], ids=["framework", "node", "city"])
def test_a_long_id_does_not_make_a_page_wider_than_a_terminal(result, own, name):
    renamed(own, '"green"', f'"{LONG}"')
    shown = [LONG if part == "green" else part for part in name]
    lines = result("show", *own.arguments, *shown).splitlines()
    assert [line for line in lines if columns(line) > 80] == []


@pytest.mark.parametrize("what", ["rank", "score", "validate"])
def test_a_long_id_does_not_make_a_table_wider_than_a_terminal(result, own, what):
    renamed(own, '"green"', f'"{LONG}"')
    assert [line for line in result(what, *own.arguments).splitlines() if columns(line) > 80] == []


@pytest.mark.parametrize("what", ["rank", "score", "show", "validate"])
def test_a_long_name_is_wrapped_in_the_heading(result, own, what):
    renamed(own, 'name = "My index"\ndescription', f'name = "{"My very long index " * 6}"\ndescription')
    assert [line for line in result(what, *own.arguments).splitlines() if columns(line) > 80] == []


@pytest.mark.parametrize("what", ["rank", "score", "show", "validate"])
def test_a_chinese_description_is_wrapped_by_its_width(result, own, what):
    renamed(own, "Three cities, made up.", CHINESE)
    text = result(what, *own.arguments)
    assert [line for line in text.splitlines() if columns(line) > 80] == []
    assert CHINESE in "".join(line.strip() for line in text.splitlines())


def test_a_chinese_title_of_a_node_fits_a_terminal(result, own):
    renamed(own, 'name = "Green city"', f'name = "{CHINESE}"')
    lines = result("show", *own.arguments, "green").splitlines()
    assert [line for line in lines if columns(line) > 80] == []


def test_cities_with_chinese_names_stand_in_straight_columns(result, own):
    lines = result("rank", *own.arguments).splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("rank"))
    assert len({columns(line) for line in lines[header : header + 4]}) == 1


def test_a_line_break_in_a_name_does_not_break_the_table(result, own):
    own.data.write_text(own.data.read_text("utf-8").replace("Alpha", '"Al\npha"'), "utf-8")
    lines = result("rank", *own.arguments).splitlines()
    header = next(at for at, line in enumerate(lines) if line.startswith("rank"))
    assert [line.split()[0] for line in lines[header + 1 : header + 4]] == ["1", "2", "3"]


# ---------------------------------------------------------------- an index of one's own


def test_an_index_of_ones_own_is_ranked_as_computed_by_hand(result, own):
    record = read_json(result("rank", *own.arguments, "--format", "json"))
    assert {row["city"]: row["score"] for row in record["ranking"]} == pytest.approx(SCORES)
    assert [(row["rank"], row["city"]) for row in record["ranking"]] == [(1, "Alpha"), (2, "上城"), (3, "Beta")]
    assert record["weights"] == {"index": 1, "green": 0.75, "cost": 0.25, "parks": 0.5, "air": 0.5, "rent": 1}
    assert (record["framework"], record["name"]) == ("mine", "My index")


def test_a_method_of_ones_own_is_followed(result, own):
    rows = read_csv(result("rank", *own.all_arguments, "--format", "csv"))
    assert {row["city"]: float(row["score"]) for row in rows} == pytest.approx(
        {city: score / 10 for city, score in SCORES.items()}
    )


def test_weights_apply_to_an_index_of_ones_own(result, own):
    rows = read_csv(result("rank", *own.arguments, "--weights", "green=1", "--format", "csv"))
    assert {row["city"]: float(row["score"]) for row in rows} == pytest.approx(
        {"Alpha": 75.0, "Beta": 50.0, "上城": 37.5}
    )


def test_scores_of_an_index_of_ones_own_are_as_computed_by_hand(result, own):
    rows = {row.pop("city"): row for row in read_csv(result("score", *own.arguments, "--format", "csv"))}
    assert list(rows["Alpha"]) == NODES
    found = {city: [float(row[node]) for node in NODES] for city, row in rows.items()}
    assert found["Alpha"] == pytest.approx([62.5, 50, 100, 0, 100, 100])
    assert found["Beta"] == pytest.approx([35, 20, 80, 40, 0, 80])
    assert found["上城"] == pytest.approx([56.25, 75, 0, 100, 50, 0])


def test_tidy_data_give_what_wide_data_give(result, own):
    wide = result("score", *own.arguments, "--format", "csv")
    own.data.write_text(TIDY, "utf-8")
    assert result("score", *own.arguments, "--format", "csv") == wide


def test_data_separated_by_tabs_give_what_data_separated_by_commas_give(result, own):
    tabs = own.folder / "data.tsv"
    tabs.write_text(own.data.read_text("utf-8").replace(",", "\t"), "utf-8")
    assert result("rank", "-f", own.framework, "-d", tabs) == result("rank", *own.arguments)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("what", READING)
def test_files_with_byte_order_marks_and_windows_line_ends_give_the_same_bytes(result, own, what, form):
    plain = result(what, *own.all_arguments, "--format", form)
    for path in (own.framework, own.data, own.method):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert result(what, *own.all_arguments, "--format", form) == plain


def test_columns_in_another_order_give_the_same_ranking(result, own):
    straight = result("rank", *own.arguments)
    rows = [row.split(",") for row in own.data.read_text("utf-8").splitlines()]
    own.data.write_text("\n".join(",".join([row[0], *row[:0:-1]]) for row in rows) + "\n", "utf-8")
    assert result("rank", *own.arguments) == straight


def test_a_city_without_enough_data_stands_last_without_rank_and_score(result, own):
    own.data.write_text("city,parks,air,rent\nAlpha,,NA,900\nBeta,4,30,1000\nGamma,10,20,1400\n", "utf-8")
    last = read_csv(result("rank", *own.arguments, "--format", "csv"))[-1]
    assert last == {"rank": "", "city": "Alpha", "score": "", "green": "", "cost": "100.0"}
    last = read_json(result("rank", *own.arguments, "--format", "json"))["ranking"][-1]
    assert last == {"rank": None, "city": "Alpha", "score": None, "dimensions": {"green": None, "cost": 100.0}}
    shown = next(line for line in result("rank", *own.arguments).splitlines() if "Alpha" in line)
    assert shown.split() == ["–", "Alpha", "–", "–", "100.0"]


def test_a_city_name_that_looks_like_a_formula_is_marked_as_text_in_csv_only(result, own):
    own.data.write_text(own.data.read_text("utf-8").replace("Alpha", "=1+1"), "utf-8")
    assert read_csv(result("rank", *own.arguments, "--format", "csv"))[0]["city"] == "'=1+1"
    assert read_json(result("rank", *own.arguments, "--format", "json"))["ranking"][0]["city"] == "=1+1"


@pytest.mark.parametrize("name", ["city", "score", "rank"])
@pytest.mark.parametrize("what", ["rank", "score", "show"])
def test_a_node_may_have_the_id_of_a_column_of_ours_or_is_refused_by_name(command, own, what, name):
    renamed(own, '"green"', f'"{name}"')
    outcome = command(what, *own.arguments)
    assert outcome.code in {0, 3}
    assert outcome.code == 0 or name in outcome.err


def test_a_shipped_framework_as_a_file_gives_the_shipped_ranking(result, tmp_path):
    shipped = files("intlindex.indicators")
    framework, cities = (
        shipped_framework("ieci-2022"),
        csv.DictReader(io.StringIO((shipped / "cities.csv").read_text("utf-8"))),
    )
    ranked = {row["id"] for row in cities if row[framework["id"]]}
    indicators = {node["id"] for node in framework["indicators"]}
    lines = list(csv.DictReader(io.StringIO((shipped / "values.csv").read_text("utf-8"))))
    kept = [row for row in lines if row["city"] in ranked and row["indicator"] in indicators]
    (tmp_path / "f.toml").write_bytes((shipped / "frameworks" / "ieci-2022.toml").read_bytes())
    pd.DataFrame(kept).to_csv(tmp_path / "d.csv", index=False)
    own = result("rank", "--framework", tmp_path / "f.toml", "--data", tmp_path / "d.csv", "--format", "csv")
    by_city = {row["city"]: row for row in read_csv(own)}
    assert by_city == {row["city"]: row for row in read_csv(result("rank", "--format", "csv"))}


# ---------------------------------------------------------------- show


@pytest.mark.parametrize("name", ["hong_kong", "Hong Kong", "香港", "HK", "hong kong", "HONGKONG"])
def test_a_city_is_shown_by_any_of_its_names(result, name):
    text = result("show", name)
    assert text.splitlines()[0] == "Hong Kong (香港)"
    assert text == result("show", "Hong Kong")


def test_a_city_with_a_comma_in_its_alias_is_shown(result):
    assert result("show", "Washington, D.C.").startswith("Washington")


def test_a_city_is_shown_with_score_rank_raw_value_unit_year_and_source_of_every_node(result):
    rows = read_csv(result("show", "beijing", "--format", "csv"))
    nodes = {row["node"]: row for row in rows}
    assert len(nodes) == len(rows) == 40
    shipped = (files("intlindex.indicators") / "values.csv").read_text("utf-8")
    values = [row for row in csv.DictReader(io.StringIO(shipped)) if row["city"] == "beijing"]
    framework = shipped_framework("ieci-2022")
    units = {node["id"]: node["unit"] for node in framework["indicators"]}
    for row in values:
        if row["indicator"] not in units:
            continue
        shown = nodes[row["indicator"]]
        assert float(shown["value"]) == float(row["value"])
        assert (shown["year"], shown["source"]) == (row["year"], row["source"])
        assert shown["unit"] == units[row["indicator"]]
    assert nodes["influence"]["value"] == ""


def test_a_node_is_shown_with_all_cities_ranked_on_it(result):
    rows = read_csv(result("show", "gdp", "--format", "csv"))
    ranked = [row for row in rows if row["rank"]]
    assert len(rows) == 37
    assert [float(row["value"]) for row in ranked] == sorted((float(row["value"]) for row in ranked), reverse=True)
    assert all(not row["value"] for row in rows if not row["rank"])


def test_a_node_is_shown_with_title_path_unit_and_status(result):
    text = result("show", "gdp")
    (node,) = [node for node in shipped_framework("ieci-2022")["indicators"] if node["id"] == "gdp"]
    assert text.startswith(f"{node['name']} ({node['names']['zh']})\n")
    assert "index > influence > economic_development > gdp" in text
    assert node["unit"] in text
    assert f"Status: {node['status']}" in text


def test_the_framework_is_shown_as_an_indented_tree(result, own):
    lines = result("show", *own.arguments).splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("node"))
    shown = [line.split("  ")[0] or line for line in lines[start + 1 :]]
    names = [(len(line) - len(line.lstrip()), line.split()[0]) for line in lines[start + 1 : start + 7]]
    assert len(shown) >= 6
    assert [name for _, name in names] == ["index", "green", "parks", "air", "cost", "rent"]
    indents = [indent for indent, _ in names]
    assert indents[0] < indents[1] < indents[2] == indents[3]
    assert indents[4] == indents[1]
    assert indents[5] == indents[2]


def test_the_framework_for_machines_has_plain_ids_and_numbers(result, own):
    rows = read_json(result("show", *own.arguments, "--format", "json"))["rows"]
    assert [row["node"] for row in rows] == ["index", "green", "parks", "air", "cost", "rent"]
    assert [row["weight"] for row in rows] == [1, 0.75, 0.5, 0.5, 0.25, 1]
    by_csv = read_csv(result("show", *own.arguments, "--format", "csv"))
    assert [row["node"] for row in by_csv] == [row["node"] for row in rows]


def test_a_city_of_ones_own_is_shown(result, own):
    rows = read_csv(result("show", *own.arguments, "上城", "--format", "csv"))
    assert [row["node"] for row in rows] == NODES
    assert [row["rank"] for row in rows] == ["2", "1", "3", "1", "2", "3"]
    assert [row["value"] for row in rows] == ["", "", "", "10.0", "20.0", "1400.0"]


# ---------------------------------------------------------------- validate, schema, help, version


@pytest.mark.parametrize("framework", ["ieci-2022", "ieci-2024"])
def test_what_ships_is_valid(result, framework):
    assert "Valid" in result("validate", "--framework", framework)
    assert read_json(result("validate", "--framework", framework, "--format", "json"))["valid"] is True


def test_validation_lists_every_finding_with_code_node_and_message(result, own):
    own.data.write_text(
        "city,parks,air,rent,parcs,size\nAlpha,0,10,,1,7\nBeta,4,30,1000,1,8\n上城,10,20,1400,1,9\n", "utf-8"
    )
    record = read_json(result("validate", *own.arguments, "--format", "json"))
    found = {(finding["code"], finding["node"]) for finding in record["findings"]}
    assert {("unused-column", "parcs"), ("unused-column", "size"), ("filled-blank", "cost")} <= found
    text = result("validate", *own.arguments)
    for code, node in found:
        assert code in text
        assert node in text
    assert "did you mean 'parks'?" in " ".join(text.split())


def test_rank_names_warnings_below_the_table(result, own):
    own.data.write_text(own.data.read_text("utf-8").replace("rent", "rent,parcs").replace("0\n", "0,1\n"), "utf-8")
    assert "parcs" in result("rank", *own.arguments)
    assert "did you mean 'parks'?" in " ".join(result("rank", *own.arguments).split())


@pytest.mark.parametrize("name", ["framework", "method", "ranking"])
def test_a_schema_is_json_that_says_what_it_is(result, name):
    schema = read_json(result("schema", name))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"
    assert "format" in schema["properties"]


@pytest.mark.parametrize("what", [*main.COMMANDS, "schema"])
def test_help_on_a_command_says_what_it_does_as_the_list_of_commands_does(result, what):
    listed = " ".join(result("--help").split())
    usage, summary = result(what, "--help").split("\n\n")[:2]
    assert usage.startswith(f"usage: intlindex {what}")
    assert summary.endswith(".")
    assert f"{what} {summary[0].lower()}{' '.join(summary[1:-1].split())}" in listed


def test_help_names_every_command_and_exit_code(result):
    text = result("--help")
    for word in ("rank", "score", "show", "validate", "schema", "0 done", "1", "2", "3"):
        assert word in text


@pytest.mark.parametrize("what", READING)
def test_every_command_that_reads_an_index_takes_the_same_options(result, what):
    text = result(what, "--help")
    for option in ("--framework", "--data", "--method", "--weights", "--format", "--out"):
        assert option in text


def test_version_is_that_of_the_package(result):
    assert result("--version").split() == ["intlindex", ix.__version__]


# ---------------------------------------------------------------- --out


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("what", READING)
def test_out_writes_the_same_text_to_a_file_and_prints_nothing(result, tmp_path, what, form):
    printed = result(what, "--format", form)
    target = tmp_path / "result"
    assert result(what, "--format", form, "--out", target) == ""
    assert target.read_bytes() == printed.encode()
    assert list(tmp_path.iterdir()) == [target]


ENDINGS = {".txt": "table", ".csv": "csv", ".json": "json", ".md": "markdown", ".tex": "latex"}


@pytest.mark.parametrize(("ending", "form"), ENDINGS.items())
@pytest.mark.parametrize("what", ["rank", "score", "audit"])
def test_the_ending_of_out_chooses_the_format(result, tmp_path, what, ending, form):
    target = tmp_path / f"result{ending.upper()}"
    assert result(what, "--out", target) == ""
    assert target.read_text("utf-8") == result(what, "--format", form)


def test_out_as_a_workbook_is_a_workbook(result, tmp_path):
    import pandas as pd

    assert result("rank", "-o", tmp_path / "ranking.xlsx") == ""
    ranking = pd.read_excel(tmp_path / "ranking.xlsx", sheet_name="rank")
    assert list(ranking.columns[:3]) == ["rank", "city", "score"]
    assert len(ranking) == 37


@pytest.mark.parametrize("ending", [".pdf", ".xls", ".html", ".parquet", ".x"])
def test_an_ending_that_cannot_be_written_is_wrong_usage(command, tmp_path, ending):
    outcome = command("rank", "-o", tmp_path / f"result{ending}")
    assert (outcome.code, outcome.out, list(tmp_path.iterdir())) == (2, "", [])
    assert repr(ending) in outcome.err


@pytest.mark.parametrize("ending", [*ENDINGS, ".xlsx"])
@pytest.mark.parametrize("form", ENDINGS.values())
def test_an_ending_that_disagrees_with_the_format_is_wrong_usage(command, tmp_path, ending, form):
    outcome = command("rank", "-o", tmp_path / f"result{ending}", "--format", form)
    assert outcome.code == (0 if ENDINGS.get(ending) == form else 2)
    assert outcome.out == ""


def test_out_of_a_schema_writes_the_same_text(result, tmp_path):
    target = tmp_path / "schema.json"
    assert result("schema", "method", "--out", target) == ""
    assert target.read_text("utf-8") == result("schema", "method")


def test_out_replaces_an_existing_file_and_keeps_its_permissions(result, tmp_path):
    target = tmp_path / "ranking.csv"
    target.write_text("old")
    target.chmod(0o640)
    result("rank", "--format", "csv", "--out", target)
    assert target.read_text("utf-8") == result("rank", "--format", "csv")
    assert target.stat().st_mode & 0o777 == 0o640


def test_out_through_a_symbolic_link_writes_the_file_behind_it(result, tmp_path):
    target, link = tmp_path / "ranking.csv", tmp_path / "latest.csv"
    target.write_text("old")
    link.symlink_to(target)
    result("rank", "--format", "csv", "--out", link)
    assert link.is_symlink()
    assert target.read_text("utf-8") == result("rank", "--format", "csv")
