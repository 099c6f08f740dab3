"""Data as it comes: wide or tidy, from files or frames, with every problem at once by city and indicator."""

from __future__ import annotations

import math
import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import DataError, IntlindexError, RequestError, UnknownNameError
from makers import framework, indicator, refused, table

FRAMEWORK = framework(
    indicator("gdp", unit="US$", bounds=(0, math.inf)), indicator("rent", direction="lower"), indicator("parks")
)
ROWS = "city,gdp,rent,parks\nHere,1,2,3\nThere,4,5,6\nElsewhere,7,8,10\n"
WIDE = {"gdp": [1, 4, 7], "rent": [2, 5, 8], "parks": [3, 6, 10]}
CITIES = ["Here", "There", "Elsewhere"]
VALUES = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]]


@pytest.fixture
def score(tmp_path):
    """Score text or bytes as if it were a file."""

    def scored(content, name="data.csv", framework=FRAMEWORK):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ix.score(path, framework)

    return scored


def wide(**changes):
    return table(WIDE | changes, CITIES)


def tidy():
    return wide().melt("city", var_name="indicator")


def is_read(index):
    assert index.cities == tuple(CITIES)
    assert index.raw.index.name == "city"
    assert index.raw.columns.to_list() == ["gdp", "rent", "parks"]
    assert index.raw.to_numpy().tolist() == VALUES
    return True


# ---------------------------------------------------------------- what is accepted


@pytest.mark.parametrize(
    "content",
    [
        ROWS,
        ROWS.rstrip("\n"),
        ROWS.replace("\n", "\r\n"),
        ROWS.replace("\n", "\r"),
        "\ufeff" + ROWS,
        "\ufeff" + ROWS.replace("\n", "\r\n"),
        ROWS + "\n\n",
        ROWS.replace(",", " , ").replace("\n", " \n"),
        ROWS.replace("city", "City"),
        ROWS.replace("city", "UNIT"),
        '"city","gdp","rent","parks"\n"Here","1","2","3"\n"There","4","5","6"\n"Elsewhere","7","8","10"\n',
        "parks,rent,gdp,city\n3,2,1,Here\n6,5,4,There\n10,8,7,Elsewhere\n",
        "city,gdp,rent,parks\nHere,1.0,+2,3.\nThere,4e0,.5E1,0.06e+2\nElsewhere,07,80e-1,10\n",
    ],
    ids=range(13),
)
def test_a_wide_file_is_read_however_it_was_saved(score, content):
    assert is_read(score(content))


def test_a_file_may_begin_with_an_empty_line(score):
    assert is_read(score("\n" + ROWS))


def test_a_tidy_file_is_known_by_its_header(score):
    lines = [
        f"{city},{name},{value}" for name, column in WIDE.items() for city, value in zip(CITIES, column, strict=True)
    ]
    assert is_read(score("\n".join(["City,Indicator,VALUE", *lines])))


def test_a_file_may_be_separated_by_tabs(score):
    assert is_read(score(ROWS.replace(",", "\t"), name="data.tsv"))


def test_a_path_may_be_text(tmp_path):
    path = tmp_path / "data.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert is_read(ix.score(str(path), FRAMEWORK))


@pytest.mark.parametrize(
    "frame",
    [
        wide(),
        wide().set_index("city"),
        wide().set_index("city").rename_axis(None),
        wide().rename(columns={"city": "Unit"}),
        wide().astype({"gdp": "Int64", "rent": "float32", "parks": "Float64"}),
        wide().astype(object),
        wide().astype(str),
        wide().astype({"city": "category", "gdp": "category"}),
        wide(gdp=[Decimal(1), Decimal(4), Decimal("7.0")]),
        wide()[["parks", "city", "rent", "gdp"]],
        tidy(),
        tidy().sample(frac=1, random_state=1).set_index("city").loc[CITIES].reset_index(),
        tidy().set_index("city"),
    ],
    ids=range(13),
)
def test_a_data_frame_is_read_whatever_its_types(frame):
    before = frame.copy(deep=True)
    assert is_read(ix.score(frame, FRAMEWORK))
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("blank", ["", " ", "NA", " NA ", None, np.nan, pd.NA])
def test_a_blank_or_na_is_missing(blank):
    index = ix.score(wide(rent=[2, blank, 8]), FRAMEWORK)
    assert np.isnan(index.raw.loc["There", "rent"])
    assert index.raw.notna().to_numpy().sum() == 8


def test_a_nullable_number_may_be_missing():
    frame = wide(rent=pd.array([2, None, 8], dtype="Int64"))
    assert ix.score(frame, FRAMEWORK).raw["rent"].isna().to_list() == [False, True, False]


def test_a_blank_in_a_file_is_missing_and_so_is_a_row_of_tidy_data_that_is_not_there(score):
    index = score(ROWS.replace("4,5,6", "4,,NA"))
    assert index.raw.loc["There"].isna().to_list() == [False, True, True]
    pairs = tidy().query("not (city == 'There' and indicator == 'rent')")
    assert ix.score(pairs, FRAMEWORK).raw.loc["There"].isna().to_list() == [False, True, False]


def test_other_columns_are_carried_along_as_attributes(score):
    text = "city,region,gdp,rent,parks,founded\nHere,NA,1,2,3,1200\nThere,Asia,4,5,6,\nElsewhere,,7,8,10,990\n"
    attributes = score(text).table.attributes
    assert attributes["region"][:2] == ("NA", "Asia")
    assert attributes["founded"][::2] == ("1200", "990")
    kept = ix.score(wide(region=["NA", None, "Asia"], founded=[1200, None, 990]), FRAMEWORK).table.attributes
    assert kept["region"] == ("NA", None, "Asia")
    assert kept["founded"] == (1200.0, None, 990.0)


def test_a_region_called_na_stays_text_in_the_record_of_an_index():
    index = ix.score(wide(region=["NA", "Asia", "NA"]), FRAMEWORK)
    assert ix.Index.from_json_text(index.to_json()).table.attributes["region"] == ("NA", "Asia", "NA")


def test_where_tidy_values_come_from_is_kept_by_city_and_indicator():
    frame = tidy().assign(year=2020, source=["who", None] * 4 + ["who"], note="")
    cells = ix.score(frame, FRAMEWORK).table.provenance
    assert cells[0] == {"city": "Here", "indicator": "gdp", "year": "2020", "source": "who", "note": ""}
    assert "source" not in cells[1]
    assert len(cells) == 9


def test_one_time_is_read_and_several_are_refused():
    assert is_read(ix.score(wide(time=[2020] * 3), FRAMEWORK))
    with refused(DataError, ("", "several times")):
        ix.score(wide(time=[2020, 2020, 2021]), FRAMEWORK)


def test_a_city_by_its_id_is_shown_by_its_name():
    frame = table(WIDE, ["hong_kong", "Paris", "My town"])
    index = ix.score(frame, FRAMEWORK)
    assert index.cities == ("Hong Kong", "Paris", "My town")
    assert index.city("香港") == index.city("HK") == "Hong Kong"
    assert index.city("paris") == "Paris"
    assert index.city("my town") == "My town"


def test_a_unit_is_not_taken_for_a_city():
    index = ix.score(wide().rename(columns={"city": "unit"}).replace("Here", "paris"), FRAMEWORK)
    assert index.cities[0] == "paris"


# ---------------------------------------------------------------- cells

NOT_NUMBERS = [
    "many",
    "nan",
    "NaN",
    "N/A",
    "n/a",
    "null",
    "None",
    "-",
    "inf",
    "-inf",
    "Infinity",
    "1e999",
    "1_000",
    "1,000",
    "1 000",
    "1'000",
    "5%",
    "$5",
    "1.2.3",
    "0x10",
    "1e",
    "e5",
    "--1",
    "True",
    "2020-01-01",
    "1j",
]


@pytest.mark.parametrize("cell", NOT_NUMBERS)
def test_a_cell_that_is_no_number_is_named_by_city_and_indicator(score, cell):
    expected = ("There, rent", "finite number, blank or NA", repr(cell))
    with refused(DataError, expected):
        score(ROWS.replace("4,5,6", f'4,"{cell}",6'))
    with refused(DataError, expected):
        ix.score(wide(rent=["2", cell, "8"]), FRAMEWORK)
    with refused(DataError, expected):
        ix.score(tidy().astype({"value": object}).replace({"value": {5: cell}}), FRAMEWORK)


@pytest.mark.parametrize("cell", [math.inf, -math.inf, True, [5], 5 + 0j, pd.Timestamp("2020-01-01")], ids=repr)
def test_a_cell_of_the_wrong_type_is_named_by_city_and_indicator(cell):
    with refused(DataError, ("There, rent", "finite number", f"found {str(cell)!r}")):
        ix.score(wide(rent=pd.Series([2, cell, 8], dtype=object)), FRAMEWORK)


@pytest.mark.parametrize("dtype", [bool, complex, "datetime64[ns]"])
def test_a_column_of_the_wrong_type_is_refused_cell_by_cell(dtype):
    with pytest.raises(DataError) as caught:
        ix.score(wide(rent=pd.Series([1, 0, 1]).astype(dtype)), FRAMEWORK)
    assert [problem.where for problem in caught.value.problems] == [f"{city}, rent" for city in CITIES]


def test_an_infinity_in_a_column_of_numbers_is_named():
    with refused(DataError, ("Elsewhere, gdp", "found 'inf'"), ("Here, parks", "found '-inf'")):
        ix.score(wide(gdp=[1.0, 4.0, math.inf], parks=[-math.inf, 6.0, 10.0]), FRAMEWORK)


def test_a_value_outside_its_bounds_is_named_with_its_unit():
    with refused(
        DataError,
        ("Here, gdp", "within [0, inf]", "found -1 US$"),
        ("Elsewhere, gdp", "within [0, inf]", "found -0.5 US$"),
    ):
        ix.score(wide(gdp=[-1, 4, -0.5]), FRAMEWORK)


def test_values_at_their_bounds_are_within_them():
    bounded = framework(indicator("share", bounds=(0, 100)))
    assert ix.score(table({"share": [0, 100]}), bounded).raw["share"].to_list() == [0.0, 100.0]
    with refused(DataError, ("B, share", "within [0, 100]", "found 100.1 points")):
        ix.score(table({"share": [0, 100.1]}), bounded)


# ---------------------------------------------------------------- rows


@pytest.mark.parametrize("blank", ["", "  ", None, np.nan])
def test_a_blank_city_is_named_by_its_row_as_a_spreadsheet_counts(blank):
    frame = wide().assign(city=["Here", blank, blank])
    with refused(DataError, ("row 3", "'city' is blank"), ("row 4", "'city' is blank")):
        ix.score(frame, FRAMEWORK)


def test_a_blank_unit_is_named_by_its_column(score):
    with refused(DataError, ("row 2", "'unit' is blank")):
        score(ROWS.replace("city", "unit").replace("Here", ""))


def test_a_city_that_stands_twice_is_refused():
    frame = pd.concat([wide(), wide().iloc[[0, 1, 0]].assign(gdp=9)])
    with refused(DataError, ("city 'Here'", "3 rows"), ("city 'There'", "2 rows")):
        ix.score(frame, FRAMEWORK)


def test_a_value_that_stands_twice_is_refused():
    frame = pd.concat([tidy(), tidy().iloc[[0, 0, 4]]])
    with refused(DataError, ("Here, gdp", "twice"), ("There, rent", "twice")):
        ix.score(frame, FRAMEWORK)


@pytest.mark.parametrize("spellings", [["HK", "Hong Kong"], ["hong_kong", "香港"], ["Hong Kong", "hong kong"]])
def test_a_city_under_two_spellings_is_refused(spellings):
    frame = table(WIDE, [*spellings, "Here"])
    expected = (f"city {spellings[0]!r}", repr(spellings[1]), "hong_kong")
    with refused(DataError, expected):
        ix.score(frame, FRAMEWORK)
    with refused(DataError, expected):
        ix.score(frame.melt("city", var_name="indicator"), FRAMEWORK)


def test_an_indicator_without_any_value_is_refused(score):
    with refused(DataError, ("rent", "no value for any city")):
        score("city,gdp,rent,parks\nHere,1,,3\nThere,4,NA,6\n")


def test_indicators_without_values_are_refused_together():
    nothing = [None, None, None]
    with refused(DataError, ("gdp", "no value for any city"), ("rent", "no value for any city")):
        ix.score(wide(gdp=nothing, rent=nothing, parks=[3, None, 10]), FRAMEWORK)


# ---------------------------------------------------------------- columns


def test_an_indicator_without_a_column_is_answered_with_the_nearest():
    frame = wide().rename(columns={"parks": "park"})
    with refused(DataError, ("parks", "no column", "did you mean 'park'?")):
        ix.score(frame, FRAMEWORK)


def test_every_indicator_without_a_column_is_named():
    with refused(DataError, ("rent", "no column"), ("parks", "no column")):
        ix.score(wide()[["city", "gdp"]], FRAMEWORK)


def test_an_indicator_of_tidy_data_that_the_framework_lacks_is_refused():
    frame = tidy().replace({"indicator": {"parks": "park"}})
    with refused(
        DataError,
        ("indicator 'park'", "not in mine", "did you mean 'parks'?"),
        ("parks", "no value of this indicator"),
    ):
        ix.score(frame, FRAMEWORK)


def test_a_blank_indicator_of_tidy_data_is_refused():
    with refused(DataError, ("indicator ''", "not in mine"), ("parks", "no value of this indicator")):
        ix.score(tidy().replace({"indicator": {"parks": None}}), FRAMEWORK)


def test_a_column_that_stands_twice_is_refused(score):
    expected = ("column 'gdp'", "twice"), ("column 'rent'", "twice")
    with refused(DataError, *expected):
        score("city,gdp,rent,gdp,rent,parks\nHere,1,2,3,4,5\n")
    frame = wide()
    with refused(DataError, *expected):
        ix.score(pd.concat([frame, frame[["rent", "gdp"]]], axis=1), FRAMEWORK)


def test_the_column_of_cities_may_not_stand_twice_either(score):
    with refused(DataError, ("column 'city'", "twice")):
        score(ROWS.replace("city,", "city,City,").replace("ere,", "ere,x,"))


@pytest.mark.parametrize("header", ["town", "name", "Cities", ""])
def test_a_file_without_a_column_of_cities_says_what_it_found(score, header):
    with refused(DataError, ("", "no column 'city' or 'unit'", "'gdp'")):
        score(ROWS.replace("city", header))


@pytest.mark.parametrize("content", [ROWS.replace(",", ";"), "city;gdp;rent;parks\nHere;1,5;2,5;3,5\nThere;4;5;6\n"])
def test_a_file_separated_by_semicolons_is_told_what_separates(score, content):
    with pytest.raises(DataError, match=r"is one cell: columns are separated by commas; with decimal=','"):
        score(content)


def test_a_csv_file_separated_by_tabs_is_told_its_proper_ending(score):
    with pytest.raises(
        DataError, match=r"separated by commas; a file separated by tabs ends in \.tsv, or is read with decimal='\.'$"
    ):
        score(ROWS.replace(",", "\t"))


def test_a_column_of_numbers_that_is_no_indicator_is_warned_of_by_name():
    index = ix.score(wide(population=[1, 2, 3], zone=["a", "b", "c"]), FRAMEWORK)
    told = index.findings.query("code == 'unused-column'")
    assert told["node"].to_list() == ["population"]
    assert told["severity"].to_list() == ["warning"]
    assert "not scored" in told["message"].iloc[0]


def test_a_column_that_is_spelt_like_an_indicator_is_warned_of_by_name():
    index = ix.score(wide(gpd=["a", "b", "c"]), FRAMEWORK)
    told = index.findings.query("code == 'unused-column'")
    assert told["node"].to_list() == ["gpd"]
    assert "did you mean 'gdp'?" in told["message"].iloc[0]


def test_a_denominator_is_not_warned_of():
    made = framework(indicator("gdp", denominator="population"), "rent", "parks")
    assert ix.score(wide(population=[1, 2, 3], time=[1, 1, 1]), made).findings.empty


def test_a_column_that_tidy_data_do_not_have_is_warned_of_by_name():
    index = ix.score(tidy().assign(region="x", year=2020), FRAMEWORK)
    assert index.findings["node"].to_list() == ["region"]


def test_plain_data_leave_nothing_to_say():
    assert ix.score(wide(zone=["a", "b", "c"]), FRAMEWORK).findings.empty
    assert ix.score(tidy(), FRAMEWORK).findings.empty


@pytest.mark.parametrize("name", ["Year", "Source", "NOTE"])
def test_an_indicator_may_have_a_name_that_tidy_data_use_otherwise(name):
    made = framework(name, "b")
    assert ix.score(table({name: [1, 2], "b": [3, 5]}), made).raw[name].to_list() == [1.0, 2.0]


# ---------------------------------------------------------------- files


def test_a_missing_file_is_named(tmp_path):
    for name in ("nowhere.csv", "nowhere.xlsx", "nowhere.parquet", "nowhere"):
        with pytest.raises(DataError, match=f"{name}: no such file"):
            ix.score(tmp_path / name, FRAMEWORK)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(DataError, match="is a directory"):
        ix.score(tmp_path, FRAMEWORK)


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "  \r\n "])
def test_an_empty_file_is_said_to_be_empty(score, content):
    with refused(DataError, ("", "is empty")):
        score(content)


@pytest.mark.parametrize("content", ["city,gdp,rent,parks\n", "city,gdp,rent,parks", "city,indicator,value\n\n"])
def test_a_header_without_rows_is_refused(score, content):
    with refused(DataError, ("", "no rows")):
        score(content)


@pytest.mark.parametrize("frame", [wide().iloc[:0], pd.DataFrame(), pd.DataFrame(columns=["city", "gdp"])])
def test_a_frame_without_rows_is_refused(frame):
    with refused(DataError, ("", "no rows")):
        ix.score(frame, FRAMEWORK)


def test_what_is_not_utf_8_is_named_by_line_and_byte(score):
    with refused(DataError, ("", "line 3", "0xfc", "UTF-8")):
        score(ROWS.replace("There", "Zürich").encode("latin-1"))


@pytest.mark.parametrize(
    "content",
    [
        "city,gdp,rent,parks\nHere,1,2,3\nThere,4,5,6,7\nElsewhere,7,8,10\n",
        "city,gdp,rent,parks\nHere,1,2,3,9\nThere,4,5,6\n",
        "city,gdp,rent,parks\nHere,1,2,3,9\nThere,4,5,6,9\n",
        'city,gdp,rent,parks\nHere,1,2,"3\nThere,4,5,6\n',
        "city,gdp,rent,parks\nHere,1,2,3\nThere,4,5\nElsewhere,7,8,10\n",
    ],
    ids=["a longer row", "the first row longer", "all rows longer", "an open quote", "a shorter row"],
)
def test_a_ragged_file_is_refused_and_no_cell_is_lost(score, content):
    with pytest.raises(DataError):
        score(content)


@pytest.mark.parametrize("content", [3, None, ["city"], {"city": ["Here"]}, wide()["gdp"], np.zeros((2, 2))], ids=repr)
def test_what_is_neither_a_path_nor_a_frame_is_refused(content):
    with refused(RequestError, ("", "must be a path or a DataFrame", f"found {type(content).__name__}")):
        ix.score(content, FRAMEWORK)


@pytest.mark.parametrize("name", [ROWS * 20, "a" * 300 + ".csv", "a\0b.csv"], ids=["text", "long", "zero byte"])
def test_a_name_that_no_file_can_have_is_no_file(name):
    with pytest.raises(DataError):
        ix.score(name, FRAMEWORK)


def test_rows_of_several_keys_are_refused():
    frame = wide().drop(columns="city").set_index(pd.MultiIndex.from_product([["x"], CITIES]))
    with pytest.raises(DataError):
        ix.score(frame, FRAMEWORK)


def test_problems_of_a_file_begin_with_its_name(score, tmp_path):
    with pytest.raises(DataError) as caught:
        score("city,gdp,rent\nHere,-1,x\nHere,4,5\n,7,8\n")
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{tmp_path / 'data.csv'}: 5 problems"
    assert sorted(line.split(":")[0].strip() for line in lines[1:]) == [
        "Here, gdp",
        "Here, rent",
        "city 'Here'",
        "parks",
        "row 4",
    ]


# ---------------------------------------------------------------- spreadsheets


@pytest.fixture
def workbook(tmp_path):
    pytest.importorskip("openpyxl")

    def written(frame):
        path = tmp_path / "data.xlsx"
        frame.to_excel(path, index=False)
        return path

    return written


def test_a_spreadsheet_is_read(workbook):
    assert is_read(ix.score(workbook(wide()), FRAMEWORK))
    assert is_read(ix.score(workbook(tidy()), FRAMEWORK))


def test_an_empty_cell_of_a_spreadsheet_is_missing(workbook):
    assert ix.score(workbook(wide(rent=[2, None, 8])), FRAMEWORK).raw["rent"].isna().to_list() == [False, True, False]


def test_text_in_a_cell_of_a_spreadsheet_is_text(workbook):
    with refused(DataError, ("There, rent", "found 'n/a'", "missing=['n/a', 'nan']", "1 other cell is of this kind")):
        ix.score(workbook(wide(rent=[2, "n/a", "nan"])), FRAMEWORK)


def test_a_region_called_na_in_a_spreadsheet_stays_text(workbook):
    frame = wide(region=["NA", "None", "Asia"])
    assert ix.score(workbook(frame), FRAMEWORK).table.attributes["region"] == ("NA", "None", "Asia")


@pytest.mark.parametrize("content", [b"not a workbook", b"PK\x03\x04 nor this", ROWS.encode()])
def test_what_is_no_spreadsheet_is_refused(score, content):
    with refused(DataError, ("", "not a readable .xlsx file")):
        score(content, name="data.xlsx")


def test_a_package_that_is_missing_is_named_with_its_extra(score, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("data.xlsx", "data.parquet"):
        with pytest.raises(ix.MissingDependencyError, match="pip install") as caught:
            score(b"x", name=name)
        assert isinstance(caught.value, ImportError)


def test_what_is_no_parquet_file_is_refused(score):
    with refused(DataError, ("", "not a readable .parquet file")):
        score(b"x", name="data.parquet")


def test_problems_of_data_know_what_kind_they_are_and_what_was_found():
    frame = wide(rent=["much", 5, 8]).rename(columns={"gdp": "gdpp"})
    with pytest.raises(DataError) as caught:
        ix.score(frame, FRAMEWORK)
    found = {problem.code: problem for problem in caught.value.problems}
    assert found["unknown-column"].nearest == ("gdpp",)
    assert (found["not-finite"].found, found["not-finite"].where) == ("much", "Here, rent")


@pytest.mark.parametrize(
    ("ask", "error", "code"),
    [
        ({"data": 3}, RequestError, "wrong-type"),
        ({"time": 2021}, RequestError, "not-allowed"),
        ({"sheet": "x"}, RequestError, "not-allowed"),
        ({"framework": 3}, RequestError, "wrong-type"),
        ({"framework": "nowhere"}, UnknownNameError, "unknown-name"),
        ({"data": "nowhere.csv"}, DataError, "unreadable-file"),
        ({"data": wide().iloc[:0]}, DataError, "empty"),
    ],
)
def test_bad_requests_and_bad_data_are_told_apart(ask, error, code):
    with pytest.raises(IntlindexError) as caught:
        ix.score(**{"data": wide(), "framework": FRAMEWORK} | ask)
    assert type(caught.value) is error
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_row_below_the_table_is_omitted_by_a_setting_that_the_message_names(score):
    with refused(DataError, ("line 5", "one cell only, 'Source: office'", "skip_rows=[5, 6]"), ("line 6", "'2022'")):
        score(ROWS + "Source: office\n2022\n")


def test_a_quotation_mark_that_is_not_closed_is_named_with_its_row(score):
    with refused(DataError, ("", "begins in line 2", "never closed")):
        score(ROWS.replace("Here", '"Here'))


@pytest.mark.parametrize("label", ["Total", "合计", "AVERAGE"])
def test_a_row_that_seems_to_sum_up_others_is_found(score, label):
    findings = score(ROWS + f"{label},9,9,9\n").findings
    [message] = findings.loc[findings["code"] == "summary-row", "message"]
    assert message.startswith(f"'{label}' seems to sum up other rows")
    assert "row 5" in message
