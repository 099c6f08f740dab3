"""Twenty tables as people have them: read right with settings, refused clearly without."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

import intlindex as ix
from makers import framework, indicator

NAN = np.nan
FRAMEWORK = framework(indicator("gdp", unit="US$"), indicator("air", unit="µg/m³"), "share")
NAMES = ["city", "gdp", "air", "share"]
PLAIN = [["A", 1234.5, 10, 35.2], ["B", 2000, 20.5, 40], ["C", 12000, 30, 7.5]]
TEXT = [["A", "1.234,5", "10", "35,2 %"], ["B", "2.000", "20,5", "40 %"], ["C", "12.000", "30,0", "7,5 %"]]
VALUES = {"gdp": [1234.5, 2000.0, 12000.0], "air": [10.0, 20.5, 30.0], "share": [35.2, 40.0, 7.5]}


@dataclass(frozen=True)
class Sheet:
    """A messy table: what it holds, how it is read, what it says without, and what it says of itself."""

    rows: str | list[list[Any]]
    settings: dict[str, Any]
    refused: tuple[str, ...]
    encoding: str = "utf-8"
    values: dict[str, list[float]] = field(default_factory=lambda: VALUES)
    cities: tuple[str, ...] = ("A", "B", "C")
    codes: tuple[str, ...] = ()


SHEETS = {
    "german": Sheet(
        "Stadt;gdp;air;share\nA;1.234,5;10;35,2\nB;2.000;20,5;40,0\nC;12.000,00;30;7,5\n",
        {"decimal": ",", "thousands": ".", "key": "Stadt"},
        ("is one cell", "decimal=','"),
    ),
    "french": Sheet(
        "Ville;gdp;air;share\nA;1\u202f234,5;10;35,2 %\nB;2\u202f000;20,5;40 %\nC;12\u202f000;30;7,5 %\n",
        {"decimal": ",", "thousands": " ", "percent": True, "key": "Ville"},
        ("is one cell", "decimal=','"),
    ),
    "french in code page 1252": Sheet(
        "Ville;gdp;air;share\nÉvry;1 234,5;10;35,2\nB;2 000;20,5;40\nC;12 000;30;7,5\n",
        {"decimal": ",", "thousands": " ", "key": "Ville", "encoding": "cp1252"},
        ("is not UTF-8", "encoding='cp1252'"),
        "cp1252",
        cities=("Évry", "B", "C"),
    ),
    "swiss": Sheet(
        "Stadt,gdp,air,share\nA,1'234.5,10,35.2\nB,2\u2019000,20.5,40\nC,12'000,30,7.5\n",
        {"thousands": "'", "key": "Stadt"},
        ("no column 'city' or 'unit'", "'Stadt'"),
    ),
    "english": Sheet(
        'city,gdp,air,share\nA,"1,234.5",10,35.2%\nB,"2,000",20.5,40%\nC,"12,000",30,7.5%\n',
        {"thousands": ",", "percent": True},
        ("thousands=','", "it reads 1234.5", "2 other cells are of this kind", "percent=True", "it reads 35.2"),
    ),
    "european workbook of text": Sheet(
        [
            NAMES,
            ["A", "1.234,5", "10", "35,2 %"],
            ["B", "2.000", "20,5", "40 %"],
            ["C", "12.000", "30,0", "7,5 %"],
        ],
        {"decimal": ",", "thousands": ".", "percent": True},
        ("with decimal=',' and thousands='.' it reads 1234.5", "percent=True"),
    ),
    "title rows in a workbook": Sheet(
        [
            ["Table 3. Cities of the world"],
            ["in 2022"],
            [],
            NAMES,
            *PLAIN,
        ],
        {"skip_rows": 3},
        ("seems to be a title", "'Table 3. Cities of the world'", "skip_rows=3"),
    ),
    "title rows in a text file": Sheet(
        "Table 3,,,\n\ncity,gdp,air,share\nA,1234.5,10,35.2\nB,2000,20.5,40\nC,12000,30,7.5\n",
        {"skip_rows": 1},
        ("line 1", "seems to be a title", "skip_rows=2"),
    ),
    "title above semicolons": Sheet(
        "Tabelle 3\nStadt;gdp;air;share\nA;1234,5;10;35,2\nB;2000;20,5;40\nC;12000;30;7,5\n",
        {"skip_rows": 1, "decimal": ",", "key": "Stadt"},
        ("seems to be a title", "skip_rows=1 and decimal=','"),
    ),
    "title and source": Sheet(
        [
            ["Table"],
            NAMES,
            *PLAIN,
            [],
            ["Source: statistical office"],
        ],
        {"skip_rows": [1, 7]},
        ("seems to be a title", "skip_rows=1"),
    ),
    "units in the second row": Sheet(
        "city,gdp,air,share\n,US$,(µg/m³),points\nA,1234.5,10,35.2\nB,2000,20.5,40\nC,12000,30,7.5\n",
        {"header_rows": 2},
        ("row 2", "units of measurement", "header_rows=2"),
    ),
    "other units in the second row": Sheet(
        [
            ["城市", "gdp", "air", "share"],
            ["单位", "万元", "µg/m³", "points"],
            *PLAIN,
        ],
        {"header_rows": 2},
        ("row 2", "'万元'", "header_rows=2"),
        codes=("unit-differs",),
    ),
    "dashes": Sheet(
        "city,gdp,air,share\nA,1234.5,--,35.2\nB,…,20.5,40\nC,12000,30,--\n",
        {"missing": ["--", "…"]},
        ("found '…'", "missing=['…', '--']", "2 other cells are of this kind"),
        values={"gdp": [1234.5, NAN, 12000.0], "air": [NAN, 20.5, 30.0], "share": [35.2, 40.0, NAN]},
        codes=("read-as-missing",),
    ),
    "not available in a workbook": Sheet(
        [NAMES, ["A", "n/a", 10, 35.2], ["B", 2000, "n/a", 40], ["C", 12000, 30, 7.5]],
        {"missing": ["n/a"]},
        ("found 'n/a'", "missing=['n/a']"),
        values={"gdp": [NAN, 2000.0, 12000.0], "air": [10.0, NAN, 30.0], "share": [35.2, 40.0, 7.5]},
        codes=("read-as-missing",),
    ),
    "footnotes": Sheet(
        "city,gdp,air,share\nA,1234.5*,10,35.2\nB,2000 [1],20.5†,40\nC,12000,30²,7.5\n",
        {"footnotes": True},
        ("found '1234.5*'", "footnotes=True", "it reads 1234.5"),
        codes=("footnotes-dropped",),
    ),
    "flags of a statistical office": Sheet(
        "city,gdp,air,share\nA,1234.5 b,10,35.2 e\nB,2000,20.5,40\nC,12000,30 p,7.5\n",
        {"footnotes": ["b", "e", "p"]},
        ("found '1234.5 b'",),
        codes=("footnotes-dropped",),
    ),
    "chinese": Sheet(
        "城市,gdp,air,share\n北京,1234.5,10,35.2\n上海,2000,20.5,40\n广州,12000,30,7.5\n",
        {"encoding": "gb18030"},
        ("line 1", "is not UTF-8", "encoding='gb18030'"),
        "gb18030",
        cities=("北京", "上海", "广州"),
    ),
    "chinese with a title, units and dashes": Sheet(
        "表1 主要城市指标\n城市,gdp,air,share\n,万元,微克,%\n"
        '北京,"1,234.5",10,35.2%\n上海,"2,000",--,40%\n广州,"12,000",30,无\n',
        {
            "encoding": "gb18030",
            "skip_rows": 1,
            "header_rows": 2,
            "thousands": ",",
            "percent": True,
            "missing": ["--", "无"],
        },
        ("is not UTF-8", "encoding='gb18030'"),
        "gb18030",
        values={"gdp": VALUES["gdp"], "air": [10.0, NAN, 30.0], "share": [35.2, 40.0, NAN]},
        cities=("北京", "上海", "广州"),
        codes=("unit-differs", "read-as-missing"),
    ),
    "unicode text of a spreadsheet program": Sheet(
        "City\tgdp\tair\tshare\nA\t1234.5\t10\t35.2\nB\t2000\t20.5\t40\nC\t12000\t30\t7.5\n",
        {"encoding": "utf-16", "decimal": "."},
        ("is UTF-16", "encoding='utf-16'"),
        "utf-16",
    ),
    "several sheets": Sheet(
        [["Metropolis", "gdp", "air", "share"], *PLAIN],
        {"sheet": "2022", "key": "metropolis"},
        ("several sheets", "'2022'", "'2021'"),
    ),
    "full-width digits and a minus sign": Sheet(
        "国家;gdp;air;share\nA;１２３４，５;10;35,2\nB;2000;20,5;40\nC;12000;30;7,5\n",
        {"decimal": ","},
        ("is one cell", "decimal=','"),
    ),
}


def written(sheet, folder):
    if isinstance(sheet.rows, str):
        path = folder / "data.csv"
        path.write_bytes(sheet.rows.encode(sheet.encoding))
        return path
    book = openpyxl.Workbook()
    pages = [book.active]
    if "sheet" in sheet.settings:
        pages[0].title = sheet.settings["sheet"]
        pages.append(book.create_sheet("2021"))
    for page in pages:
        for row in sheet.rows:
            page.append(row)
    path = folder / "data.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("name", SHEETS)
def test_a_messy_sheet_is_read_with_settings(name, tmp_path):
    sheet = SHEETS[name]
    index = ix.score(written(sheet, tmp_path), FRAMEWORK, reading=ix.Reading(**sheet.settings))
    expected = pd.DataFrame(sheet.values, index=pd.Index(sheet.cities, name=index.raw.index.name))
    pd.testing.assert_frame_equal(index.raw, expected, check_exact=True, check_column_type=False)
    assert set(sheet.codes) <= set(index.findings["code"])


@pytest.mark.parametrize("name", SHEETS)
def test_a_messy_sheet_is_refused_without_settings_and_the_message_names_them(name, tmp_path):
    sheet = SHEETS[name]
    with pytest.raises(ix.DataError) as caught:
        ix.score(written(sheet, tmp_path), FRAMEWORK)
    for part in sheet.refused:
        assert part in str(caught.value)


@pytest.mark.parametrize("name", SHEETS)
def test_settings_of_a_framework_read_the_same(name, tmp_path):
    sheet = SHEETS[name]
    path = written(sheet, tmp_path)
    with_reading = FRAMEWORK.replace(reading=ix.Reading(**sheet.settings))
    index = ix.score(path, with_reading)
    assert index == ix.score(path, FRAMEWORK, reading=ix.Reading(**sheet.settings))
    assert with_reading == FRAMEWORK
    assert hash(with_reading) == hash(FRAMEWORK)
    assert ix.Framework.model_validate(with_reading.model_dump()).reading == with_reading.reading


def test_there_are_twenty():
    assert len(SHEETS) >= 20
