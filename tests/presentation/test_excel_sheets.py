"""An index as a workbook and as Parquet: every stage reads back as it was, and nothing in it computes."""

from __future__ import annotations

import sys
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.outputs.excel import LETTERS, Page, write_workbook
from intlindex.outputs.number_formats import number_format
from intlindex.outputs.stage_tables import table_contents
from makers import as_is, framework, indicator, table

openpyxl = pytest.importorskip("openpyxl")

STAGES = ("denominated", "transformed", "imputed", "treated", "normalised")


@pytest.fixture(scope="module")
def index():
    """An index with blanks, imputed cells, treated outliers, denominators, labels and a re-weighting."""
    made = framework(indicator("trade", denominator="people"), "dust", "books")
    data = table(
        {
            "trade": [1.0, 2.5, 1 / 3, None, 80.0, 2.0],
            "dust": [30.0, 10.1, None, 5.0, 7.0, 9.0],
            "books": [1e-7, 2.0, 3.0, 1e9, 4.0, 0.1 + 0.2],
            "people": [1, 2, 3, 4, 5, 6],
            "size": ["S", "=1+1", None, "S", "M", "L"],
        },
        ["Rome", "=cmd|' /C calc'!A0", "北京", "+49", "@home", "-5"],
    )
    method = ix.Method(
        indicators={"impute": {"kind": "median"}, "treat": {"kind": "winsorise", "skewness": 1, "kurtosis": 1}}
    )
    return ix.score(data, made, method).reweight(dust=2)


@pytest.fixture
def written(index, tmp_path):
    index.to_excel(tmp_path / "index.xlsx")
    return tmp_path / "index.xlsx"


def sheet(path, name):
    return pd.read_excel(path, sheet_name=name, keep_default_na=False, na_values=[""])


def cells(path):
    book = openpyxl.load_workbook(path)
    return [cell for page in book for row in page.iter_rows() for cell in row]


def test_there_is_one_sheet_per_stage_in_the_order_of_the_data_flow(written):
    names = openpyxl.load_workbook(written).sheetnames
    expected = ["ranking", "about", *(name for name in table_contents() if name not in {"ranking", "sources"})]
    assert names == expected
    assert set(STAGES) < set(names)


def test_the_sheets_of_the_shipped_index_hold_its_sources(example, tmp_path):
    example.to_excel(tmp_path / "example.xlsx")
    sources = sheet(tmp_path / "example.xlsx", "sources")
    assert len(sources) == len(example.provenance)
    first, node = example.provenance.iloc[0], example.framework.indicators[0]
    assert sources.loc[0, ["city", "indicator", "value", "unit", "source"]].to_list() == [
        first["city"], node.name, first["value"], node.unit, first["source"],
    ]  # fmt: skip
    assert str(sources.loc[0, "year"]) == first["year"]
    about = sheet(tmp_path / "example.xlsx", "about").set_index("about")["content"]
    assert "A reconstruction from open data" in about["what it is"]
    assert "reconstructed" in about["how its nodes are known"]
    assert about["fingerprint"] == example.fingerprint


@pytest.mark.parametrize("name", ["raw", *STAGES, "scores", "ranks"])
def test_a_sheet_read_back_is_the_frame_to_the_last_digit(index, written, name):
    expected = getattr(index, name) if name in {"raw", "scores", "ranks"} else index.stage(name)
    found = sheet(written, name).set_index("city")
    np.testing.assert_array_equal(found.to_numpy(float), expected.to_numpy(float, na_value=np.nan))
    assert list(found.index) == list(index.cities)
    names = {node.id: node.name for node in index.framework.nodes}
    assert list(found.columns) == [node if name == "raw" else names[node] for node in expected.columns]


def test_every_stage_of_the_preparation_has_a_sheet(index):
    assert {each.name for each in fields(index.prepared)} - {"imputed"} >= set(STAGES) - {"imputed"}
    for name in STAGES:
        assert name in table_contents()


def test_ranking_weights_and_findings_read_back(index, written):
    ranking = sheet(written, "ranking")
    assert ranking["city"].to_list() == index.ranking["city"].to_list()
    weights = sheet(written, "weights").set_index("node")
    assert weights.loc["dust", "given"] == 2
    np.testing.assert_array_equal(weights["share"], index.weights)
    np.testing.assert_array_equal(weights["effective"], index.effective_weights)
    assert sheet(written, "findings")["code"].to_list() == index.findings["code"].to_list()
    assert len(sheet(written, "imputation")) == len(index.imputed) == 2


def test_it_opens_on_the_ranking_which_stays_in_sight_and_can_be_filtered(written):
    book = openpyxl.load_workbook(written)
    assert book.active.title == "ranking"
    page = book["ranking"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("C2", "A1:F7")
    assert book["about"].auto_filter.ref is None


def test_numbers_are_formatted_and_keep_all_their_digits(index, written):
    book = openpyxl.load_workbook(written)
    formats = {name: book[name]["C2"].number_format for name in ("scores", "normalised", "ranks")}
    assert formats == {"scores": "0.0", "normalised": "0.0", "ranks": "0"}
    shares = {cell.value: cell.column_letter for cell in book["weights"][1]}
    assert book["weights"][f"{shares['share']}2"].number_format == "0.0%"
    assert book["ranking"]["C2"].value == index.ranking["score"].iloc[0]


def test_two_nodes_of_one_name_keep_their_ids_in_headings(tmp_path):
    made, method = as_is("a", "b")
    twins = made.replace(indicators=[node.replace(name="Trade") for node in made.indicators])
    ix.score(table({"a": [1, 2], "b": [2, 3]}), twins, method).to_excel(tmp_path / "twins.xlsx")
    assert list(sheet(tmp_path / "twins.xlsx", "scores").columns)[-2:] == ["Trade (a)", "Trade (b)"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 37], "0"),
        ([1999, 2022], "0"),
        ([8_000_000, 12], "#,##0"),
        ([12345.6, 2000.1], "#,##0.0"),
        ([0.5, 0.25], "0.000"),
        ([0.012, 0.034], "0.0000"),
        ([1.5, None, 9.25], "0.00"),
        ([1e-7, 1e9, 0.5], "General"),
        ([1e-9, 2.5e-9], "General"),
        ([1e300, 2.5], "General"),
        ([True, False], "General"),
        (["a", None], "General"),
        ([float("inf"), float("nan")], "General"),
        ([0.0, 0.0], "0"),
        ([], "General"),
    ],
)
def test_the_format_of_a_column_follows_from_its_numbers(values, expected):
    assert number_format(pd.Series(values, dtype=object)) == expected


def test_small_numbers_of_a_result_are_not_shown_as_zero(index, tmp_path):
    index.explain("Rome").to_excel(tmp_path / "rome.xlsx")
    page = openpyxl.load_workbook(tmp_path / "rome.xlsx")["table"]
    by_name = {cell.value: cell.column_letter for cell in page[1]}
    assert page[f"{by_name['contribution']}2"].number_format == "0.0"
    small = [
        cell for row in page.iter_rows() for cell in row if isinstance(cell.value, float) and 0 < cell.value < 0.05
    ]
    assert all(cell.number_format != "0.0" for cell in small)


def test_the_method_reads_back_as_its_file(index, written, tmp_path):
    lines = sheet(written, "method")["line"].fillna("")
    (tmp_path / "method.toml").write_text("\n".join(lines), encoding="utf-8")
    assert ix.Method.from_toml(tmp_path / "method.toml") == index.method


def test_no_cell_holds_a_formula(written):
    found = cells(written)
    assert {cell.data_type for cell in found} <= {"s", "n", "b"}
    assert [cell for cell in found if cell.data_type == "f"] == []
    names = [cell for cell in found if cell.value == "=cmd|' /C calc'!A0"]
    assert len(names) >= 8
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in names)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_compute_is_stored_as_text(tmp_path, start):
    text = f"{start}SUM(A1:A9)"
    write_workbook({"one": Page(pd.DataFrame({text: [text, "plain"], "n": [-1.5, 2]}))}, tmp_path / "one.xlsx")
    page = openpyxl.load_workbook(tmp_path / "one.xlsx")["one"]
    assert [page["A1"].data_type, page["A2"].data_type, page["B2"].data_type] == ["s", "s", "n"]
    assert page["A2"].quotePrefix
    assert not page["A3"].quotePrefix
    assert page["A2"].value.lstrip("\r\n\t") == text.lstrip("\r\n\t")
    assert page["B2"].value == -1.5


def test_text_that_looks_like_an_error_a_number_or_a_date_stays_text(tmp_path):
    texts = ["#N/A", "#REF!", "1e5", "2022-01-01", "TRUE", "007", "12%"]
    write_workbook({"one": Page(pd.DataFrame({"text": texts}))}, tmp_path / "one.xlsx")
    page = openpyxl.load_workbook(tmp_path / "one.xlsx")["one"]
    assert [page.cell(row, 1).value for row in range(2, 9)] == texts
    assert {page.cell(row, 1).data_type for row in range(2, 9)} == {"s"}


def test_what_a_sheet_cannot_hold_is_replaced_visibly(tmp_path):
    frame = pd.DataFrame({"text": ["a\x00b\x1f", "x" * 40_000], "number": [float("inf"), None]})
    write_workbook({"one": Page(frame)}, tmp_path / "one.xlsx")
    page = openpyxl.load_workbook(tmp_path / "one.xlsx")["one"]
    assert page["A2"].value == "a\ufffdb\ufffd"
    assert len(page["A3"].value) == LETTERS
    assert page["A3"].value.endswith("x…")
    assert (page["B2"].value, page["B3"].value) == ("inf", None)


def test_a_table_too_large_for_a_sheet_is_an_error(tmp_path):
    wide = pd.DataFrame(np.zeros((1, 16_385)))
    with pytest.raises(ix.DataError, match="16385 columns"):
        write_workbook({"wide": Page(wide)}, tmp_path / "wide.xlsx")
    assert not (tmp_path / "wide.xlsx").exists()


def test_another_ending_a_missing_folder_and_a_directory_are_errors(index, tmp_path):
    with pytest.raises(ix.RequestError, match=r"ends in \.xlsx"):
        index.to_excel(tmp_path / "index.xls")
    with pytest.raises(ix.DataError, match="cannot be written"):
        index.to_excel(tmp_path / "no" / "index.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(ix.DataError, match="cannot be written"):
        index.to_excel(tmp_path / "folder.xlsx")


@pytest.mark.parametrize("path", [3, ["index.xlsx"], 1.5])
def test_a_target_that_is_no_path_is_a_bad_request(index, path):
    for write in (index.to_excel, index.to_json, index.to_parquet, index.to_coinr, index.rank_bounds().to_csv):
        with pytest.raises(ix.RequestError, match="is written to a path, found"):
            write(path)


def test_an_older_file_stays_when_writing_fails(index, tmp_path, monkeypatch):
    path = tmp_path / "index.xlsx"
    path.write_bytes(b"older")
    monkeypatch.setattr(openpyxl.Workbook, "save", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        index.to_excel(path)
    assert path.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["index.xlsx"]


def test_a_missing_package_is_told_with_how_to_install_it(index, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ix.MissingDependencyError, match=r"pip install 'intlindex\[excel\]'"):
        index.to_excel(tmp_path / "index.xlsx")


def test_a_city_without_a_score_has_empty_cells(tmp_path):
    made, method = as_is("a", "b", min_coverage=1.0)
    index = ix.score(table({"a": [1, 2], "b": [None, 3]}), made, method)
    index.to_excel(tmp_path / "index.xlsx")
    ranking = sheet(tmp_path / "index.xlsx", "ranking")
    assert ranking["city"].to_list() == ["B", "A"]
    assert ranking[["rank", "score"]].isna().to_numpy().tolist() == [[False, False], [True, True]]


# ---------------------------------------------------------------- Parquet


def test_a_folder_of_parquet_reads_back_as_the_frames(index, tmp_path):
    pytest.importorskip("pyarrow")
    written = index.to_parquet(tmp_path / "deep" / "index")
    assert [path.stem for path in written] == ["about", *(name for name in table_contents() if name != "sources")]
    for name, expected in (("scores", index.scores), ("raw", index.raw), ("treated", index.stage("treated"))):
        found = pd.read_parquet(tmp_path / "deep" / "index" / f"{name}.parquet").set_index("city")
        pd.testing.assert_frame_equal(found, expected, check_exact=True, check_index_type=False)
    ranks = pd.read_parquet(tmp_path / "deep" / "index" / "ranks.parquet").set_index("city")
    assert ranks["index"].to_list() == index.ranks["index"].to_list()


def test_one_long_parquet_table_holds_every_stage(index, tmp_path):
    pytest.importorskip("pyarrow")
    assert index.to_parquet(str(tmp_path / "index.parquet")) == (tmp_path / "index.parquet",)
    long = pd.read_parquet(tmp_path / "index.parquet")
    assert list(long.columns) == ["stage", "city", "node", "value"]
    assert long["stage"].unique().tolist() == ["raw", *STAGES, "scores", "ranks"]
    scores = long[long["stage"] == "scores"].pivot_table(index="city", columns="node", values="value", dropna=False)
    expected = index.scores
    pd.testing.assert_frame_equal(
        scores.loc[expected.index, expected.columns], expected, check_names=False, check_index_type=False
    )


def test_parquet_without_its_package_and_in_a_file_s_place_is_an_error(index, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ix.DataError, match="cannot be created"):
        index.to_parquet(tmp_path / "file")

    def missing(*_, **__):
        raise ImportError("no pyarrow")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", missing)
    with pytest.raises(ix.MissingDependencyError, match=r"pip install 'intlindex\[parquet\]'"):
        index.to_parquet(tmp_path / "folder")
    assert not (tmp_path / "folder").exists()
