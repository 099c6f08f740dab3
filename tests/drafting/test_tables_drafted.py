"""Tables with titles, groups, units, notes, times and texts, and what is made of them."""

import openpyxl
import pandas as pd
import pytest

import intlindex as ix


def workbook(path, rows, merged=(), title="Sheet"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    book.save(path)
    return path


YEARBOOK = [
    ["表2-1 主要城市社会经济指标（2022年）"],
    ["单位：个"],
    ["城市", "所属省份", "经济", None, "社会", None, "环境"],
    [None, None, "地区生产总值", "人均GDP", "博物馆数", "城镇登记失业率", "PM2.5年均浓度"],
    [None, None, "亿元", "元", None, "%", "微克/立方米"],
    ["北京", "北京", 41610.9, 190313, 215, 3.1, 30],
    ["上海", "上海", 44652.8, 179907, 158, "—", 25],
    ["广州", "广东", 28839.0, 153625, 65, 2.5, 22],
    ["杭州", "浙江", 18753.0, 152588, 89, 2.9, 30],
    ["合计", None, 133855.7, None, 527, None, None],
    ["注：本表数据来自各市统计公报。"],
]
MERGED = ("A1:G1", "A3:A5", "B3:B5", "C3:D3", "E3:F3")


@pytest.mark.parametrize("merged", [MERGED, ()], ids=["merged", "blank"])
def test_a_table_of_a_yearbook(merged, tmp_path):
    path = workbook(tmp_path / "cities.xlsx", YEARBOOK, merged)
    draft = ix.draft(path, out=tmp_path / "index")
    framework = draft.framework
    assert framework.name == "主要城市社会经济指标（2022年）"
    assert framework.year == 2022
    assert [group.name for group in framework.groups[1:]] == ["经济", "社会", "环境"]
    rows = [(node.name, node.unit, node.direction, node.parent) for node in framework.indicators]
    assert rows == [
        ("地区生产总值", "亿元", "higher", "group_1"),
        ("人均GDP", "元", "higher", "group_1"),
        ("博物馆数", "个", "higher", "group_2"),
        ("城镇登记失业率", "%", "lower", "group_2"),
        ("PM2.5年均浓度", "微克/立方米", "lower", "group_3"),
    ]
    index = ix.score(*(tmp_path / "index" / name for name in ("values.csv", "framework.toml", "method.toml")))
    assert list(index.cities) == ["北京", "上海", "广州", "杭州"]
    assert index.raw.iloc[:, 3].isna().tolist() == [False, True, False, False]
    assert draft.data["所属省份"].tolist() == ["北京", "上海", "广东", "浙江"]
    shown = repr(draft)
    assert "合计" in shown
    assert "注：本表" in shown


def test_groups_from_the_start_of_headers(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("City,Economy: GDP (bn USD),Economy: Patents,Society: Crime\nA,1,2,3\nB,3,1,2\n", "utf-8")
    framework = ix.draft(path).framework
    assert [(node.id, node.parent, node.unit) for node in framework.indicators] == [
        ("gdp", "economy", "bn USD"),
        ("patents", "economy", "not stated"),
        ("crime", "society", "not stated"),
    ]
    assert [group.level for group in framework.groups] == ["index", "dimension", "dimension"]


def test_two_rows_of_groups_make_a_tree(tmp_path):
    rows = [
        [None, "Economy", None, None, "Society"],
        [None, "Output", None, "Trade", "Safety"],
        ["City", "GDP", "Income", "Exports", "Crime"],
        ["A", 1, 2, 3, 4],
        ["B", 2, 1, 5, 3],
    ]
    framework = ix.draft(workbook(tmp_path / "a.xlsx", rows, ("B1:D1", "B2:C2"))).framework
    assert {node.id: node.parent for node in framework.nodes} == {
        "index": None,
        "economy": "index",
        "society": "index",
        "output": "economy",
        "trade": "economy",
        "safety": "society",
        "gdp": "output",
        "income": "output",
        "exports": "trade",
        "crime": "safety",
    }


def test_columns_that_are_no_indicators():
    frame = pd.DataFrame(
        {
            "Rank": [1, 2, 3],
            "City": ["A", "B", "C"],
            "Country code": ["x", "y", "y"],
            "Region": ["North", "South", "South"],
            "Population (millions)": [1.5, 2, 3],
            "Same": [7, 7, 7],
            "Empty": [None, None, None],
            "Parks": [4, 5, 6],
            "Score": [80.5, 70, 60],
        }
    )
    table = ix.draft(frame).table.set_index("column")["read as"].to_dict()
    assert table == {
        "Rank": "attribute",
        "City": "key",
        "Country code": "attribute",
        "Region": "attribute",
        "Population (millions)": "attribute",
        "Same": "attribute",
        "Empty": "left out",
        "Parks": "indicator",
        "Score": "attribute",
    }


def test_the_population_can_be_the_denominator():
    frame = pd.DataFrame({"City": ["A", "B"], "Population": [10, 20], "Parks": [4, 5]})
    draft = ix.draft(frame)
    parks = draft.framework.indicators[0].replace(denominator="population")
    divided = draft.framework.replace(indicators=(parks,))
    assert ix.score(draft.data, divided).ranking["city"].tolist() == ["A", "B"]


def test_a_table_of_nothing_but_scores_is_an_index_of_them():
    frame = pd.DataFrame({"City": ["A", "B"], "Score": [10, 20]})
    assert [node.id for node in ix.draft(frame).framework.indicators] == ["score_2"]


def test_years_make_a_panel(tmp_path):
    path = tmp_path / "panel.csv"
    path.write_text("国家,年份,GDP\n甲,2019,1\n乙,2019,2\n甲,2020,3\n乙,2020,1\n", "utf-8")
    draft = ix.draft(path, out=tmp_path / "index")
    files = [tmp_path / "index" / name for name in ("values.csv", "framework.toml", "method.toml")]
    assert ix.panel(*files).ranks().to_numpy().tolist() == [[2, 1], [1, 2]]
    assert draft.score(time=2019).ranking["city"].tolist() == ["乙", "甲"]
    assert "panel" in (tmp_path / "index" / "README.md").read_text("utf-8")
    assert draft.table["read as"].tolist() == ["key", "time", "indicator"]


def test_units_beside_numbers_are_read():
    frame = pd.DataFrame({"City": ["A", "B", "C"], "Metro": ["12 km", "30 km", "7 km"], "Green": ["5 %", "7.5%", "3%"]})
    draft = ix.draft(frame)
    assert [node.unit for node in draft.framework.indicators] == ["km", "%"]
    assert draft.data["metro"].tolist() == [12, 30, 7]


def test_numbers_of_different_multiples_are_not_read_as_they_look():
    frame = pd.DataFrame({"City": ["A", "B"], "Debt": ["1.5 bn", "800 m"], "Parks": [1, 2]})
    table = ix.draft(frame).table.set_index("column")["read as"]
    assert table["Debt"] == "attribute"


def test_what_is_no_number_in_a_column_of_numbers_is_blank_and_reported():
    frame = pd.DataFrame({"City": list("ABCD"), "Parks": [1, 2, 3, "see note"]})
    draft = ix.draft(frame)
    assert draft.data["parks"].isna().tolist() == [False, False, False, True]
    assert any("see note" in line for line in draft.shown.lines)


def test_levels_of_the_columns_of_a_frame_are_groups():
    columns = pd.MultiIndex.from_tuples([("Economy", "GDP"), ("Economy", "Trade"), ("Society", "Crime")])
    frame = pd.DataFrame([[1, 2, 3], [2, 1, 4]], index=pd.Index(["A", "B"], name="city"), columns=columns)
    draft = ix.draft(frame)
    assert [node.parent for node in draft.framework.indicators] == ["economy", "economy", "society"]
    assert draft.score().raw.to_numpy().tolist() == [[1, 2, 3], [2, 1, 4]]


def test_the_sheet_with_the_most_cells_is_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["City", "Parks"], ["A", 1], ["B", 2]], title="Data")
    book = openpyxl.load_workbook(path)
    book.create_sheet("Notes", 0).append(["Read", "me"])
    book.save(path)
    draft = ix.draft(path)
    assert draft.reading.sheet == "Data"
    assert draft.data["parks"].tolist() == [1, 2]
    with pytest.raises(ix.UnknownNameError, match="did you mean 'Data'"):
        ix.draft(path, sheet="Dat")


BILINGUAL = [
    ["2-15  主要城市国民经济主要指标 (2021年)"],
    [None] * 5 + ["单位：亿元"],
    [
        "城  市\nCity",
        "年末常住人口\n(万人)\nPopulation",
        "地区生产总值\nGross Regional Product",
        None,
        "进出口总额\nTrade",
        "失业率¹ (%)",
    ],
    [None, None, "总量\nTotal", "第三产业\nTertiary", None, None],
    ["华北 North", None, None, None, None, None],
    ["北  京 Beijing", 2188.6, 40269.6, 32889.6, 30438.4, 3.2],
    ["天  津 Tianjin", 1373, 15695.05, 9615.37, 8567.42, "3.7*"],
    ["华东 East", None, None, None, None, None],
    ["上  海 Shanghai", 2489.43, 43214.85, 31665.56, 40610.35, "…"],
    ["注：1.按当年价格计算。"],
]


def test_a_header_in_two_languages(tmp_path):
    merged = ("A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4")
    draft = ix.draft(workbook(tmp_path / "a.xlsx", BILINGUAL, merged))
    nodes = [(node.id, node.name, dict(node.names), node.unit, node.parent) for node in draft.framework.indicators]
    assert nodes == [
        ("total", "Total", {"zh": "总量"}, "亿元", "gross_regional_product"),
        ("tertiary", "Tertiary", {"zh": "第三产业"}, "亿元", "gross_regional_product"),
        ("trade", "Trade", {"zh": "进出口总额"}, "亿元", "index"),
        ("indicator_4", "失业率", {"zh": "失业率"}, "%", "index"),
    ]
    assert draft.framework.name == "主要城市国民经济主要指标 (2021年)"
    assert draft.data["city"].tolist() == ["北京 Beijing", "天津 Tianjin", "上海 Shanghai"]
    assert draft.data["population"].tolist() == [2188.6, 1373, 2489.43]
    assert draft.score().raw["indicator_4"].dropna().tolist() == [3.2, 3.7]


EXPORT = [
    ["Dataset: Metropolitan areas"],
    ["Year", "2020"],
    ["Unit", "See columns"],
    [],
    [None, "Variables", "GDP per capita", "Unemployment rate", "Homicides", "Broadband"],
    [None, "Unit", "US Dollar", "Percentage", "Per 100 000 inhabitants", "% of households"],
    ["Metropolitan areas", "Code"],
    ["AUS: Australia", None],
    ["Sydney", "AUS01", 63012.55, 5.1, "..", 91.2],
    ["Melbourne", "AUS02", 55890.1, 5.6, "0.9 (e)", 90.1],
    ["CAN: Canada", None],
    ["Toronto", "CAN01", 52310.9, "9.9 b", 2.1, ".."],
    ["Vancouver", "CAN03", 50123, 7.9, 1.9, 93.0],
    ["OECD average", None, 48000, 7.1, 3.0, 80],
    ["Data extracted on 12 Mar 2023"],
    ["e:", "Estimated value"],
]


def test_an_export_of_a_statistical_database(tmp_path):
    draft = ix.draft(workbook(tmp_path / "a.xlsx", EXPORT))
    assert draft.table["read as"].tolist() == ["key", "attribute", *["indicator"] * 4]
    assert draft.data.iloc[:, 0].tolist() == ["Sydney", "Melbourne", "Toronto", "Vancouver"]
    assert [node.unit for node in draft.framework.indicators] == [
        "US Dollar",
        "Percentage",
        "Per 100 000 inhabitants",
        "% of households",
    ]
    assert [node.direction for node in draft.framework.indicators] == ["higher", "lower", "lower", "higher"]
    raw = draft.score().raw
    assert raw["unemployment_rate"].tolist() == [5.1, 5.6, 9.9, 7.9]
    assert raw["homicides"].dropna().tolist() == [0.9, 2.1, 1.9]
