"""Workbooks: the cell that is broken, the sheet that is meant, and what is no workbook or too large to be one."""

from __future__ import annotations

import time
import zipfile
from contextlib import suppress

import pandas as pd
import pytest

import intlindex as ix
from intlindex import DataError, RequestError, UnknownNameError
from intlindex.core.data.files.size_limits import FACTOR
from makers import framework, indicator, refused
from makers_of_files import HEADER, ROWS, row_xml, sheet_xml, with_cell, with_part, workbook

FRAMEWORK = framework(indicator("gdp"), indicator("air", direction="lower"))
TABLE = [HEADER, *ROWS]
ERRORS = ["#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#N/A"]


def codes(index):
    return list(index.findings["code"])


def read_sheet(index):
    found = index.findings
    (message,) = found.loc[found["code"] == "sheet-read", "message"]
    return message


# ---------------------------------------------------------------- broken cells


@pytest.mark.parametrize("error", ERRORS)
def test_a_cell_that_shows_an_error_is_named_by_city_indicator_sheet_and_cell(tmp_path, error):
    path = with_cell(tmp_path / "data.xlsx", "C4", error, "e", name="Values 2022")
    with refused(DataError, ("C, air", repr(error), "cell C4", "'Values 2022'")):
        ix.score(path, FRAMEWORK)


def test_all_broken_cells_are_named_at_once(tmp_path):
    path = workbook(tmp_path / "two.xlsx", {"Data": [HEADER, ("A", "=1+1", "=2+2"), *ROWS[1:]]})
    with refused(DataError, ("A, gdp", "without a stored value", "B2"), ("A, air", "without a stored value", "C2")):
        ix.score(path, FRAMEWORK)


def with_row(tmp_path, *cells):
    """Write two whole rows, and one of cells as they are given."""
    rows = [row_xml(1, *HEADER), row_xml(2, "A", 1, 2), row_xml(3, "B", 2, 3), f'<row r="4">{"".join(cells)}</row>']
    plain = workbook(tmp_path / "plain.xlsx", {"Data": TABLE})
    return with_part(tmp_path / "data.xlsx", plain, "xl/worksheets/sheet1.xml", sheet_xml(*rows))


NAMED = '<c r="A4" t="str"><f>"C"</f><v>C</v></c>'


def test_a_formula_with_a_stored_value_is_its_value(tmp_path):
    path = with_row(tmp_path, NAMED, '<c r="B4"><f>1+2</f><v>3</v></c>', '<c r="C4"><v>1</v></c>')
    assert ix.score(path, FRAMEWORK).raw.loc["C"].to_list() == [3.0, 1.0]


def test_a_formula_that_gives_empty_text_is_blank(tmp_path):
    path = with_row(tmp_path, NAMED, '<c r="B4" t="str"><f>""</f><v></v></c>', '<c r="C4"><v>1</v></c>')
    assert ix.score(path, FRAMEWORK).raw["gdp"].isna().to_list() == [False, False, True]


def test_a_broken_label_is_an_error(tmp_path):
    with refused(DataError, ("row 4", "'city'", "'#REF!' in cell A4 of sheet 'Data'")):
        ix.score(with_cell(tmp_path / "data.xlsx", "A4", "#REF!", "e"), FRAMEWORK)


def test_a_broken_attribute_is_kept_as_text_and_said(tmp_path):
    book = workbook(
        tmp_path / "data.xlsx", {"Data": [(*HEADER, "region"), *((*row, "x") for row in ROWS[:3]), (*ROWS[3], "=1+1")]}
    )
    index = ix.score(book, FRAMEWORK)
    found = index.findings.set_index("code").loc["broken-cell"]
    assert found["node"] == "region"
    assert "cell D5 of sheet 'Data'" in found["message"]


def test_a_column_that_stands_twice_is_an_error_in_a_workbook_too(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"Data": [(*HEADER, "gdp"), *((*row, 1) for row in ROWS)]})
    with refused(DataError, ("column 'gdp'", "is given twice")):
        ix.score(path, FRAMEWORK)


def test_a_title_above_the_header_is_told_from_a_header(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"Data": [("World cities",), *TABLE]})
    with refused(DataError, ("sheet 'Data', row 1", "'World cities'", "skip_rows=1")):
        ix.score(path, FRAMEWORK)


def test_empty_rows_and_columns_around_a_table_are_passed_over_and_rows_keep_their_numbers(tmp_path):
    rows = [(), (), (*HEADER, None, None), ROWS[0], (), (None, 5, 6), *ROWS[1:]]
    with refused(DataError, ("row 6", "'city' is blank")):
        ix.score(workbook(tmp_path / "data.xlsx", {"Data": rows}), FRAMEWORK)
    rows.pop(5)
    assert ix.score(workbook(tmp_path / "data.xlsx", {"Data": rows}), FRAMEWORK).cities == ("A", "B", "C", "D")


# ---------------------------------------------------------------- the sheet


OTHER = [("about", "content"), ("author", "somebody")]


def test_one_sheet_is_read_without_a_word(tmp_path):
    index = ix.score(workbook(tmp_path / "data.xlsx", {"Data": TABLE}), FRAMEWORK)
    assert "sheet-read" not in codes(index)


@pytest.mark.parametrize("order", [["Notes", "Data"], ["Data", "Notes"]])
def test_the_sheet_with_the_indicators_is_read_wherever_it_stands(tmp_path, order):
    sheets = {"Notes": OTHER, "Data": TABLE}
    index = ix.score(workbook(tmp_path / "data.xlsx", {name: sheets[name] for name in order}), FRAMEWORK)
    assert "'Data' is read" in read_sheet(index)
    assert "'Notes'" in read_sheet(index)


def test_a_hidden_sheet_is_not_read(tmp_path):
    old = [HEADER, *((city, gdp + 1, air) for city, gdp, air in ROWS)]
    path = workbook(tmp_path / "data.xlsx", {"Old": old, "Data": TABLE}, hidden=("Old",))
    index = ix.score(path, FRAMEWORK)
    assert index.raw.loc["A", "gdp"] == 1000
    assert "'Data' is read, not 'Old'" in read_sheet(index)
    assert ix.score(path, FRAMEWORK, sheet="Old").raw.loc["A", "gdp"] == 1001


def test_a_workbook_of_hidden_sheets_alone_says_their_names(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"Empty": [], "Data": TABLE}, hidden=("Data",))
    with refused(DataError, ("", "no visible sheet", "'Data'")):
        ix.score(path, FRAMEWORK)


def test_several_sheets_that_could_be_meant_are_an_error_with_their_names(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"2021": TABLE, "2022": TABLE, "Notes": OTHER})
    with pytest.raises(DataError, match=r"several sheets, '2021', '2022': choose one") as caught:
        ix.score(path, FRAMEWORK)
    assert "Notes" not in str(caught.value)
    assert ix.score(path, FRAMEWORK, sheet="2022").cities == ("A", "B", "C", "D")


def test_the_workbook_that_an_index_writes_is_read_by_its_raw_values(tmp_path):
    index = ix.score(workbook(tmp_path / "data.xlsx", {"Data": TABLE}), FRAMEWORK)
    index.to_excel(tmp_path / "written.xlsx")
    again = ix.score(tmp_path / "written.xlsx", FRAMEWORK)
    assert again.raw.equals(index.raw)
    assert "'raw' is read" in read_sheet(again)


def test_an_unknown_sheet_is_told_the_nearest(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"Data 2022": TABLE, "Notes": OTHER})
    with refused(UnknownNameError, ("", "no sheet 'Data 2021'", "did you mean 'Data 2022'?")):
        ix.score(path, FRAMEWORK, sheet="Data 2021")
    with refused(UnknownNameError, ("", "no sheet ''")):
        ix.score(path, FRAMEWORK, sheet="")


@pytest.mark.parametrize("name", ["data.csv", "data.parquet"])
def test_only_a_workbook_has_sheets(tmp_path, name):
    frame = pd.DataFrame(ROWS, columns=HEADER)
    frame.to_csv(tmp_path / name, index=False) if name.endswith("csv") else frame.to_parquet(tmp_path / name)
    for data in (tmp_path / name, frame):
        with refused(RequestError, ("", "no sheet 'x'")):
            ix.score(data, FRAMEWORK, sheet="x")


def test_a_panel_reads_the_sheet_that_is_asked_for(tmp_path):
    long = [("time", *HEADER), *((2021, *row) for row in ROWS), *((2022, *row) for row in ROWS)]
    path = workbook(tmp_path / "data.xlsx", {"a": long, "b": long})
    assert len(ix.panel(path, FRAMEWORK, sheet="b").scores().columns) == 2


# ---------------------------------------------------------------- what is not read


def test_a_workbook_with_macros_is_read_as_it_is(tmp_path):
    path = workbook(tmp_path / "data.xlsx", {"Data": TABLE}).rename(tmp_path / "data.xlsm")
    assert ix.score(path, FRAMEWORK).cities == ("A", "B", "C", "D")


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("data.xls", COMPOUND, "old format"),
        ("data.xlsx", COMPOUND, "old format"),
        ("data.xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        ("data.ods", b"PK\x03\x04", "OpenDocument"),
        ("data.csv.gz", b"\x1f\x8b\x08\x00", "compressed"),
        ("data.csv", b"\x1f\x8b\x08\x00", "compressed"),
        ("data.zip", b"PK\x03\x04", "an archive"),
        ("data.json", b"{}", "JSON"),
        ("data.csv", b"PK\x03\x04", "a workbook"),
        ("data.csv", b"PAR1", "Parquet"),
        ("data.pdf", b"%PDF-1.7", "PDF"),
    ],
)
def test_a_kind_of_file_that_is_not_read_is_named_with_what_to_do(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=said) as caught:
        ix.score(tmp_path / name, FRAMEWORK)
    assert "UTF-8;" not in str(caught.value)
    assert "save it" in str(caught.value)


@pytest.mark.parametrize("address", ["https://example.org/x.csv", "s3://bucket/x.parquet", "file:///tmp/x.csv"])
def test_an_address_is_no_file(address):
    with refused(DataError, ("", "is an address, not a file")):
        ix.score(address, FRAMEWORK)


def test_a_device_is_no_file():
    with refused(DataError, ("", "is a device")):
        ix.score("/dev/zero", FRAMEWORK)


# ---------------------------------------------------------------- what is too large


def made_of(tmp_path, *rows, dimension="A1:C5"):
    first = workbook(tmp_path / "plain.xlsx", {"Data": TABLE})
    return with_part(tmp_path / "data.xlsx", first, "xl/worksheets/sheet1.xml", sheet_xml(*rows, dimension=dimension))


GIVEN = [row_xml(1, *HEADER), *(row_xml(number, *row) for number, row in enumerate(ROWS, 2))]


@pytest.mark.parametrize("dimension", ["A1:XFD1048576", "A1", "A1:A1"])
def test_the_cells_that_exist_count_and_not_what_a_sheet_says_of_its_size(tmp_path, dimension):
    begun = time.monotonic()
    assert ix.score(made_of(tmp_path, *GIVEN, dimension=dimension), FRAMEWORK).cities == ("A", "B", "C", "D")
    assert time.monotonic() - begun < 5


LAST = '<row r="1048576"><c r="{}" t="inlineStr"><is><t>x</t></is></c></row>'


def test_one_cell_at_the_end_of_a_sheet_is_read_as_what_it_is(tmp_path):
    begun = time.monotonic()
    with pytest.raises(DataError) as caught:
        ix.score(made_of(tmp_path, *GIVEN, LAST.format("XFD1048576")), FRAMEWORK)
    assert time.monotonic() - begun < 5
    assert "city" in str(caught.value)


def test_a_label_at_the_end_of_a_sheet_is_a_city_without_values(tmp_path):
    begun = time.monotonic()
    index = ix.score(made_of(tmp_path, *GIVEN, LAST.format("A1048576")), FRAMEWORK)
    assert time.monotonic() - begun < 5
    assert index.cities == ("A", "B", "C", "D", "x")
    assert index.findings.query("code == 'unit-without-values'")["node"].to_list() == ["x"]


def test_a_cell_that_holds_nothing_does_not_make_a_sheet_larger(tmp_path):
    styled = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert ix.score(made_of(tmp_path, *GIVEN, styled), FRAMEWORK).cities == ("A", "B", "C", "D")


@pytest.mark.parametrize("rows", [[GIVEN[1], GIVEN[0]], [*GIVEN, GIVEN[4]]], ids=["not in order", "twice"])
def test_rows_that_a_reader_would_pass_over_are_refused(tmp_path, rows):
    with refused(DataError, ("", "not a readable .xlsx file", "comes after")):
        ix.score(made_of(tmp_path, *rows), FRAMEWORK)


def test_a_table_with_more_cells_than_the_limit_is_refused_unless_the_limit_is_raised(tmp_path, monkeypatch):
    from intlindex.core.data.files import sheet_survey

    monkeypatch.setattr(sheet_survey, "MOST_CELLS", 10)
    path = made_of(tmp_path, *GIVEN)
    with refused(DataError, ("", "5 rows and 3 columns", "the limit is 10 cells", FACTOR)):
        ix.score(path, FRAMEWORK)
    monkeypatch.setenv(FACTOR, "2")
    assert ix.score(path, FRAMEWORK).cities == ("A", "B", "C", "D")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_an_archive_that_expands_out_of_all_proportion_is_refused_before_it_is_expanded(tmp_path, part):
    plain = workbook(tmp_path / "plain.xlsx", {"Data": TABLE})
    path = with_part(tmp_path / "data.xlsx", plain, part, b" " * 30_000_000)
    with refused(DataError, ("", part, "expands from", FACTOR)):
        ix.score(path, FRAMEWORK)


def test_an_archive_that_lies_about_its_sizes_is_refused(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", {"Data": TABLE})
    path = with_part(tmp_path / "data.xlsx", plain, "xl/worksheets/sheet1.xml", b" " * 30_000_000)
    content = path.read_bytes().replace((30_000_000).to_bytes(4, "little"), (3_000).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(DataError, match="not a readable"):
        ix.score(path, FRAMEWORK)


def test_what_fails_inside_the_reader_is_the_fault_of_the_file(tmp_path):
    plain = workbook(tmp_path / "plain.xlsx", {"Data": TABLE})
    with zipfile.ZipFile(plain) as archive:
        parts = archive.namelist()
    for part in parts:
        for content in (b"", b"<", b"<a><b></a>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', bytes(20)):
            path = with_part(tmp_path / "data.xlsx", plain, part, content)
            with suppress(DataError):  # and nothing else
                ix.score(path, FRAMEWORK)


def test_a_number_of_five_thousand_digits_is_refused(tmp_path):
    long = f'<row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c><c r="B2"><v>{"9" * 5000}</v></c></row>'
    with pytest.raises(DataError, match="not a readable"):
        ix.score(made_of(tmp_path, GIVEN[0], long, *GIVEN[2:]), FRAMEWORK)


def test_text_of_twenty_thousand_digits_before_a_letter_takes_no_time():
    data = pd.DataFrame({"city": ["A", "B"], "gdp": ["9" * 20_000 + "x", "1"], "air": ["1", "2"]})
    begun = time.monotonic()
    with pytest.raises(DataError):
        ix.score(data, FRAMEWORK)
    assert time.monotonic() - begun < 2


def test_a_table_of_sixteen_thousand_columns_takes_no_time_for_their_spelling():
    wide = {"city": ["A", "B"], "gdp": [1, 2], "air": [1, 2]} | {f"gdp_{number}": [1, 2] for number in range(16_000)}
    begun = time.monotonic()
    index = ix.score(pd.DataFrame(wide), FRAMEWORK)
    assert time.monotonic() - begun < 10
    assert any(message.startswith("16000 columns are no indicators") for message in index.findings["message"])
