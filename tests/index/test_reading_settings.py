"""Settings for reading: where they come from, where they apply, and numbers written in any of the forms."""

from __future__ import annotations

import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex import DataError, DefinitionError, RequestError
from intlindex.cli.main import main
from intlindex.core.data.files.delimited import read_delimited
from intlindex.core.data.files.plain_table import plain_table
from intlindex.core.data.setting_hints import with_settings
from intlindex.core.data.settings_named import setting
from intlindex.core.data.written_numbers import NumberReader, Written
from intlindex.errors import problem
from makers import framework, refused

FRAMEWORK = framework("gdp", "air")
EUROPEAN = "city;gdp;air\nA;1.234,5;10\nB;2.000;20,5\nC;3.000;30\n"
PLAIN = "city,gdp,air\nA,1234.5,10\nB,2000,20.5\nC,3000,30\n"
COMMA = ix.Reading(decimal=",", thousands=".")


@pytest.fixture
def file(tmp_path):
    def write(text, name="data.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_an_argument_comes_before_the_framework_setting_by_setting(file):
    path = file("town;gdp;air\nA;1.234,5;--\nB;2.000;20,5\nC;3.000;30\n")
    usual = FRAMEWORK.replace(reading=ix.Reading(decimal=".", key="town", missing=["x"]))
    index = ix.score(path, usual, reading=ix.Reading(decimal=",", thousands=".", missing=["--"]))
    assert index.raw["gdp"].to_list() == [1234.5, 2000, 3000]
    assert math.isnan(index.raw.loc["A", "air"])


def test_settings_that_contradict_each_other_are_refused_also_where_two_places_give_them(file):
    with pytest.raises(DefinitionError, match="cannot separate thousands by ','"):
        ix.Reading(decimal=",", thousands=",")
    usual = FRAMEWORK.replace(reading=ix.Reading(decimal=","))
    with pytest.raises(DefinitionError, match="cannot separate thousands by ','"):
        ix.score(file(EUROPEAN), usual, reading=ix.Reading(thousands=","))


def test_reading_is_no_part_of_equality_hash_json_or_fingerprint(file, tmp_path):
    usual = FRAMEWORK.replace(reading=COMMA)
    messy, plain = ix.score(file(EUROPEAN, "messy.csv"), usual), ix.score(file(PLAIN), FRAMEWORK)
    assert usual == FRAMEWORK
    assert hash(usual) == hash(FRAMEWORK)
    assert messy == plain
    assert messy.fingerprint == plain.fingerprint
    messy.to_json(tmp_path / "messy.json")
    plain.to_json(tmp_path / "plain.json")
    assert "thousands" not in (tmp_path / "messy.json").read_text("utf-8")
    assert ix.Index.from_json(tmp_path / "messy.json") == plain
    assert FRAMEWORK.replace(name="Other") != FRAMEWORK


def test_a_framework_keeps_its_settings_in_a_file_and_when_it_changes(file):
    usual = FRAMEWORK.replace(reading=ix.Reading(skip_rows=[1, 9], decimal=",", missing=["--"], footnotes=True))
    path = file(usual.to_toml(), "framework.toml")
    assert "reading = {" in path.read_text("utf-8")
    assert ix.Framework.from_toml(path).reading == usual.reading
    assert usual.drop(["air"]).reading == usual.reading
    assert pickle.loads(pickle.dumps(usual)).reading == usual.reading  # noqa: S301  our own


def test_sheet_is_short_for_a_reading(tmp_path):
    path = tmp_path / "data.xlsx"
    with pd.ExcelWriter(path) as book:
        for name, factor in (("one", 1), ("two", 2)):
            pd.DataFrame({"city": ["A", "B"], "gdp": [factor, 3], "air": [4, 5]}).to_excel(
                book, sheet_name=name, index=False
            )
    by_sheet = ix.score(path, FRAMEWORK, sheet="two")
    assert by_sheet == ix.score(path, FRAMEWORK, reading=ix.Reading(sheet="two"))
    assert by_sheet == ix.score(path, FRAMEWORK, sheet="two", reading=ix.Reading(sheet="one"))


def test_a_setting_that_is_not_for_the_data_is_refused_where_it_is_asked_for_and_ignored_in_a_framework(file):
    frame = pd.DataFrame({"city": ["A", "B"], "gdp": ["1,5", "2,5"], "air": ["4", "5"]})
    layout = {"skip_rows": 2, "header_rows": 2, "encoding": "cp1252"}
    for name, value in layout.items():
        with pytest.raises(RequestError, match=f"{name}=.* is for files only"):
            ix.score(frame, FRAMEWORK, reading=ix.Reading(**{name: value}))
    usual = FRAMEWORK.replace(reading=ix.Reading(decimal=",", sheet="2022", **layout))
    assert ix.score(frame, usual).raw["gdp"].to_list() == [1.5, 2.5]
    csv = FRAMEWORK.replace(reading=ix.Reading(sheet="2022"))
    assert ix.score(file(PLAIN), csv) == ix.score(file(PLAIN), FRAMEWORK)


def test_tidy_data_panels_and_placed_cities_are_read_by_settings(file):
    tidy = "city;indicator;value;year\nA;gdp;1.234,5;2020\nB;gdp;2.000;2020\nA;air;10;2020\nB;air;20,5;2020\n"
    index = ix.score(file(tidy), FRAMEWORK, reading=COMMA)
    assert index.raw["gdp"].to_list() == [1234.5, 2000]
    assert index.table.provenance[0]["year"] == "2020"
    times = "city;time;gdp;air\nA;2020;1.234,5;10\nB;2020;2.000;20,5\nA;2021;1.300,5;--\nB;2021;2.100;21,5\n"
    panel = ix.panel(file(times), FRAMEWORK, reading=COMMA.replace(missing=["--"]))
    assert panel.raw("gdp").loc["A", "2021"] == 1300.5
    placed = index.place(file("city;gdp;air\nNew;1.500,5;15\n", "new.csv"), reading=COMMA)
    assert placed.raw.loc["New"].to_list() == [1500.5, 15]
    usual = ix.score(file(EUROPEAN), FRAMEWORK.replace(reading=COMMA))
    assert usual.place(file("city;gdp;air\nNew;1.500,5;15\n", "new.csv")).raw.loc["New"].to_list() == [1500.5, 15]


def test_denominators_and_attributes_of_numbers_are_read_by_settings_and_labels_are_not(file):
    divided = framework("gdp", "air")
    divided = divided.replace(indicators=[divided.indicators[0].replace(denominator="people"), divided.indicators[1]])
    text = "city;gdp;air;people;area;zone\nA;1,5;10;1.000;1.234,5;--\nB;2,5;20;2.000;2.000,0;x\n"
    reading = COMMA.replace(missing=["--"])
    attributes = ix.score(file(text), divided, reading=reading).table.attributes
    assert [float(each) for each in attributes["people"]] == [1000, 2000]
    assert [float(each) for each in attributes["area"]] == [1234.5, 2000]
    assert attributes["zone"] == ("--", "x")
    with refused(DataError, ("row 3, people", "must be a number", "'2.00'")):
        ix.score(file(text.replace("2.000;", "2.00;")), divided, reading=reading)


def test_a_number_of_another_form_than_that_of_the_settings_is_refused(file):
    with refused(DataError, ("A, gdp", "found '1.5', read with decimal=','")):
        ix.score(file("city,gdp,air\nA,1.5,1\nB,2,3\n"), FRAMEWORK, reading=ix.Reading(decimal=","))
    for wrong in ("12.34", "1.2345", "1234.567", ".123", "1.234.56", "1,2.345"):
        with pytest.raises(DataError, match="A, gdp"):
            ix.score(file(f"city;gdp;air\nA;{wrong};1\nB;2;3\n"), FRAMEWORK, reading=COMMA)


def test_a_column_that_settings_name_is_the_key_and_an_unknown_one_is_told_the_nearest(file):
    text = "name,town,gdp,air\nx,A,1,2\ny,B,3,4\n"
    assert ix.score(file(text), FRAMEWORK, reading=ix.Reading(key="Town")).cities == ("A", "B")
    with refused(DataError, ("key", "no column 'twon'", "did you mean 'town'?")):
        ix.score(file(text), FRAMEWORK, reading=ix.Reading(key="twon"))


@pytest.mark.parametrize("key", ["City", "城市", "CITY ", "Country", "国家", "Region", "地区", "省份", "Economy"])
def test_usual_names_of_a_key_need_no_setting(file, key):
    assert ix.score(file(PLAIN.replace("city", key)), FRAMEWORK).cities == ("A", "B", "C")


def test_a_region_beside_the_key_is_a_label_in_whichever_column(file):
    assert ix.score(file("Region,city,gdp,air\nx,A,1,2\nx,B,3,4\n"), FRAMEWORK).cities == ("A", "B")
    with pytest.raises(DataError, match="no column 'city'"):
        ix.score(file("gdp,air,Region\n1,2,A\n3,4,B\n"), FRAMEWORK)


def test_full_width_digits_and_the_minus_sign_are_plain_numbers(file):
    text = "city,gdp,air\nA,１２．５,\u22123\nB,2, 4\u00a0\n"
    assert ix.score(file(text), FRAMEWORK).raw.to_numpy().tolist() == [[12.5, -3], [2, 4]]


def test_findings_say_which_texts_meant_no_value_and_how_many_marks_were_dropped(file):
    text = "city,gdp,air\nA,--,1\nB,2*,--\nC,3,4 [1]\nD,4,…\n"
    found = ix.score(file(text), FRAMEWORK, reading=ix.Reading(missing=["--", "…"], footnotes=True)).findings
    messages = found[found["code"].isin(["read-as-missing", "footnotes-dropped"])]["message"].to_list()
    assert messages == [
        "2 cells '--' are read as no value",
        "1 cell '…' is read as no value",
        "marks of footnotes are dropped from 2 numbers: '*', '[1]'",
    ]


# Numbers in every form


def as_written(number, *, decimal, thousands, percent, mark):
    text = format(number, ",f" if thousands else "f")
    text = text.replace(",", "\0").replace(".", decimal).replace("\0", thousands or "")
    return f"{text}{mark}{' %' if percent else ''}"


forms = st.fixed_dictionaries(
    {
        "decimal": st.sampled_from([".", ","]),
        "thousands": st.sampled_from([None, ",", ".", " ", "'"]),
        "percent": st.booleans(),
        "mark": st.sampled_from(["", "*", " [1]", "\u2020", "\u00b2"]),
    }
).filter(lambda form: form["decimal"] != form["thousands"])
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


@given(forms, st.lists(st.tuples(numbers, numbers), min_size=2, max_size=8, unique_by=lambda row: row))
def test_numbers_in_any_form_are_read_as_they_were(form, rows):
    reading = ix.Reading(
        decimal=form["decimal"],
        thousands=form["thousands"],
        percent=form["percent"] or None,
        footnotes=bool(form["mark"]) or None,
        missing=["--"],
    )
    written = [[as_written(cell, **form) for cell in row] for row in rows]
    frame = pd.DataFrame([[f"c{at}", *row] for at, row in enumerate(written)] + [["x", "--", "--"]], dtype=object)
    frame.columns = ["city", "gdp", "air"]
    plain = pd.DataFrame(
        [[f"c{at}", *map(str, row)] for at, row in enumerate(rows)] + [["x", None, None]], dtype=object
    )
    plain.columns = frame.columns
    method = {"indicators": {"normalise": {"kind": "goalposts", "clip": False}}}
    fixed = framework("gdp", "air")
    fixed = fixed.replace(indicators=[node.replace(goalposts=(0, 1)) for node in fixed.indicators])
    found = ix.score(frame, fixed, ix.Method(**method), reading=reading).raw
    pd.testing.assert_frame_equal(found, ix.score(plain, fixed, ix.Method(**method)).raw, check_exact=True)


cells = st.text("0123456789.,+-eE %'", min_size=1, max_size=9)


@given(forms, st.lists(cells, min_size=1, max_size=6))
def test_a_column_at_once_is_what_its_cells_are_one_by_one(form, texts):
    reading = ix.Reading(decimal=form["decimal"], thousands=form["thousands"], percent=form["percent"], missing=["-"])
    reader = NumberReader(reading)
    single = [reader.number(text) for text in texts]
    column = reader.column(pd.Series(texts, dtype=object), Written())
    for text, one, cell in zip(texts, single, column, strict=True):
        if one is None:
            assert isinstance(cell, str) or text.strip() == ""
        elif one == "missing":
            assert cell is None or math.isnan(cell)
        else:
            assert cell == float(one) or math.isinf(float(one))


@given(
    st.lists(
        st.lists(st.sampled_from(["1", "2.5", "-1e3", "", "NA", " 4"]), min_size=2, max_size=2), min_size=1, max_size=5
    )
)
def test_a_plain_file_is_read_at_once_as_it_is_read_cell_by_cell(rows):
    text = "city,gdp,air\n" + "".join(f"c{at},{','.join(row)}\n" for at, row in enumerate(rows))
    fast = plain_table(text.encode(), ",", ix.Reading(), ["gdp", "air"])
    if fast is None:
        return
    for column in (1, 2):
        expected = [math.nan if row[column - 1] in ("", "NA") else float(row[column - 1]) for row in rows]
        np.testing.assert_array_equal(fast.frame[column].to_numpy(), expected)
    assert fast.frame.index.to_list() == list(range(2, len(rows) + 2))


@pytest.mark.parametrize("cell", ["nan", "inf", "True", "1e999", "x", '"1"', "1,2"])
def test_a_file_with_anything_odd_is_not_read_at_once(cell):
    assert plain_table(f"city,gdp,air\nA,{cell},1\n".encode(), ",", ix.Reading(), ["gdp", "air"]) is None


@pytest.mark.parametrize("columns", ["city,gdp,air", "gdp,air,city"])
@pytest.mark.parametrize(("short", "long"), [("A,1", "B,1,2,3"), ("A", "B,1,2,3,4"), ("1,2", "1,2,B,C")])
@pytest.mark.parametrize("first", [True, False])
def test_lines_of_other_lengths_that_make_up_for_each_other_are_not_read_at_once(columns, short, long, first):
    lines = [columns, "7,7,7", *((short, long) if first else (long, short)), "8,8,8"]
    assert plain_table("\n".join(lines).encode(), ",", ix.Reading(), ["gdp", "air"]) is None


@pytest.mark.parametrize("empty", ["A,1,", "A,,2"])
def test_blanks_in_any_column_are_read_at_once(empty):
    for header, wanted in (("city,gdp,air", ["gdp", "air"]), ("city,gdp,note", ["gdp"])):
        fast = plain_table(f"{header}\nB,3,4\n{empty}\n".encode(), ",", ix.Reading(), wanted)
        assert fast is not None
        assert sum((not isinstance(cell, str) and math.isnan(cell)) or cell == "" for cell in fast.frame.iloc[1]) == 1


def test_a_plain_file_keeps_numbers_of_lines_and_labels_as_they_are(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text("city,code,gdp\n\nA,007,1\n\n\nB,NA,2\n", "utf-8")
    read = read_delimited(path, "data.csv", ix.Reading(), ["gdp"])
    assert read.frame.index.to_list() == [3, 6]
    assert read.frame[1].to_list() == ["007", "NA"]
    assert read.frame[2].dtype.kind == "i"


# Messages


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1.234,5", "with decimal=',' and thousands='.' it reads 1234.5"),
        ("12,5", "with decimal=',' it reads 12.5"),
        ("1,234", "with thousands=',' it reads 1234"),
        ("1.234.567", "with decimal=',' and thousands='.' it reads 1234567"),
        ("1 234", "with thousands=' ' it reads 1234"),
        ("1 234,5", "with decimal=',' and thousands=' ' it reads 1234.5"),
        ("1'234.5", 'with thousands="\'" it reads 1234.5'),
        ("35.2 %", "with percent=True it reads 35.2"),
        ("35,2 %", "with decimal=',' and percent=True it reads 35.2"),
        ("12*", "with footnotes=True it reads 12"),
        ("--", "with missing=['--'] it is read as no value"),
        ("暂无", "with missing=['暂无'] it is read as no value"),
    ],
)
def test_a_message_says_which_setting_would_read_a_cell(cell, hint):
    [told] = with_settings([problem("not-finite/data-cell", "A, gdp", found=cell)], ix.Reading())
    assert told.message.endswith(f"found {cell!r}; {hint}")
    assert told.code == "not-finite"


def test_a_form_that_reads_all_cells_is_suggested_rather_than_one_for_each():
    told = with_settings(
        [problem("not-finite/data-cell", f"A, {at}", found=cell) for at, cell in enumerate(["1,234", "1,5"])],
        ix.Reading(),
    )
    assert [each.where for each in told] == ["A, 0"]
    assert told[0].message.endswith("with decimal=',' it reads 1.234; 1 other cell is of this kind")


def test_a_text_that_nothing_reads_is_told_as_before():
    wrong = [problem("not-finite/data-cell", "A, gdp", found="much")]
    assert with_settings(wrong, ix.Reading()) == wrong


# The command line


@pytest.fixture
def run(tmp_path, capsys):
    (tmp_path / "framework.toml").write_text(FRAMEWORK.to_toml(), "utf-8")

    def call(text, *options, command=("rank",), encoding="utf-8"):
        (tmp_path / "data.csv").write_bytes(text.encode(encoding))
        given = ["--framework", str(tmp_path / "framework.toml"), "--data", str(tmp_path / "data.csv")]
        code = main([*command, *given, *options])
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def test_options_read_a_table(run):
    text = "Titel\nStadt;gdp;air\n;points;points\nA;1.234,5*;--\nÉvry;2.000;20,5 %\nC;3.000;30 %\n"
    options = ["--skip-rows", "1", "--header-rows", "2", "--key", "Stadt", "--decimal", ",", "--thousands", "."]
    code, out, err = run(
        text, *options, "--percent", "--footnotes", "--missing=--", "--encoding", "cp1252", encoding="cp1252"
    )
    assert err == ""
    assert code == 0
    assert "Évry" in out


def test_options_come_before_the_framework(run, tmp_path):
    (tmp_path / "usual.toml").write_text(FRAMEWORK.replace(reading=ix.Reading(decimal=".")).to_toml(), "utf-8")
    code, _, _ = run(EUROPEAN, "--decimal", ",", "--thousands", ".", "--framework", str(tmp_path / "usual.toml"))
    assert code == 0


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ('city,gdp,air\nA,"1.234,5",1\nB,2,3\n', "with --decimal=, and --thousands=. it reads 1234.5"),
        ('city,gdp,air\nA,"1 234",1\nB,2,3\n', "with --thousands=' ' it reads 1234"),
        ("city,gdp,air\nA,5 %,1\nB,2,3\n", "with --percent it reads 5"),
        ("city,gdp,air\nA,--,1\nB,…,3\n", "with --missing=--, --missing='…' it is read as no value"),
        ("Title\n\ncity,gdp,air\nA,1,1\nB,2,3\n", "with --skip-rows=2"),
        ("city,gdp,air\n,points,points\nA,1,1\nB,2,3\n", "with --header-rows=2"),
    ],
)
def test_messages_of_the_command_line_name_options(run, text, option):
    code, out, err = run(text)
    assert code == 3
    assert out == ""
    assert option in err


def test_options_of_reading_need_data_except_to_place_a_file(tmp_path, capsys):
    assert main(["rank", "--decimal", ","]) == 2
    assert "--decimal: how data are read" in capsys.readouterr().err
    path = tmp_path / "new.csv"
    path.write_text("city;fortune_500_headquarters\nNew;1,5\n", "utf-8")
    assert main(["place", str(path), "--decimal", ","]) == 0
    assert main(["rank", "--data", str(path), "--skip-rows", "x"]) == 2
    assert "--skip-rows: expected a number" in capsys.readouterr().err


def test_a_setting_is_written_as_in_a_call():
    assert setting("skip_rows", (1, 2)) == "skip_rows=[1, 2]"
