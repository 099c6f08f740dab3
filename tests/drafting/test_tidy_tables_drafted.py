"""Tables with one row per value, and drafts in Chinese."""

import pytest

import intlindex as ix
from intlindex.cli.main import main

TIDY = """city,indicator,value,unit,region,source
Here,GDP,5,EUR,north,a
Here,Unemployment rate,4,%,north,b
There,GDP,7,EUR,south,a
There,Unemployment rate,6,%,south,c
Elsewhere,GDP,1,EUR,south,a
"""
OF_YEARS = """Country Name,Series Name,Year,Value
Here,GDP,2020,5
Here,GDP,2021,6
There,GDP,2020,7
There,GDP,2021,8
Here,Parks,2020,1
Here,Parks,2021,2
There,Parks,2020,3
There,Parks,2021,4
"""
CHINESE = "城市,指标,数值,单位\n北京,失业率,1,%\n北京,博物馆,5,个\n上海,失业率,2,%\n上海,博物馆,7,个\n"


@pytest.fixture
def drafted(tmp_path):
    def call(text, **settings):
        path = tmp_path / "table.csv"
        path.write_text(text, "utf-8")
        return ix.draft(path, tmp_path / "out", **settings), tmp_path / "out"

    return call


def test_rows_of_values_become_columns_of_indicators(drafted):
    found, folder = drafted(TIDY)
    assert found.data.columns.to_list() == ["city", "region", "gdp", "Unemployment rate"]
    made = {node.id: (node.unit, node.direction) for node in found.framework.indicators}
    assert made == {"gdp": ("EUR", "higher"), "unemployment_rate": ("%", "lower")}
    index = ix.score(folder / "values.csv", folder / "framework.toml", folder / "method.toml")
    assert index.raw["gdp"].to_dict() == {"Here": 5, "There": 7, "Elsewhere": 1}
    assert index.raw["unemployment_rate"].isna().to_list() == [False, False, True]
    text = repr(found)
    assert "column 'indicator' names the indicators" in text
    assert "Columns about single values are left out: 'source'." in text
    written = (folder / "framework.toml").read_text("utf-8")
    assert 'unit = "EUR"  # guess: it is in the column of units' in written
    assert "# Series of the table: GDP" in written


def test_rows_of_several_years_become_a_panel(drafted):
    found, folder = drafted(OF_YEARS)
    panel = ix.panel(folder / "values.csv", folder / "framework.toml", folder / "method.toml")
    assert list(map(str, panel.times)) == ["2020", "2021"]
    assert found.score(time="2021").raw.loc["There"].to_list() == [8, 4]


def test_one_year_is_a_property_of_the_rows(drafted):
    found, _ = drafted("\n".join(line for line in OF_YEARS.splitlines() if "2021" not in line) + "\n")
    assert found.score().raw.loc["Here"].to_list() == [5, 1]


def test_a_value_given_twice_is_named(drafted):
    with pytest.raises(ix.DataError, match=r"Here: has 2 rows for 'GDP'"):
        drafted(TIDY + "Here,GDP,6,EUR,north,a\n")


def test_a_table_with_a_column_of_values_alone_is_wide(drafted):
    found, _ = drafted("city,value,rent\nHere,1,5\nThere,2,4\n")
    assert {node.name for node in found.framework.indicators} == {"value", "rent"}


def test_report_and_comments_are_in_the_language_that_is_asked_for(drafted):
    found, folder = drafted(CHINESE, lang="zh")
    assert "失业率越低越好" in repr(found)
    for name in ("framework.toml", "method.toml"):
        comments = [line for line in (folder / name).read_text("utf-8").splitlines() if "#" in line]
        assert comments
        assert not [line for line in comments if "guess" in line]
    text = (folder / "framework.toml").read_text("utf-8")
    assert text.count("# 推测：") == 6
    assert "# 推测：在单位列中" in text
    assert [row["read as"] for row in found.table.to_dict("records")] == ["key", "indicator", "indicator"]
    with pytest.raises(ix.RequestError, match="lang"):
        drafted(CHINESE, lang="fr")


def test_the_command_drafts_in_chinese_too(tmp_path, capsys):
    (tmp_path / "table.csv").write_text(CHINESE, "utf-8")
    assert main(["draft", str(tmp_path / "table.csv"), "--out", str(tmp_path / "out"), "--lang", "zh"]) == 0
    assert "# 推测：" in (tmp_path / "out" / "framework.toml").read_text("utf-8")
    shown = capsys.readouterr().out
    assert "名称" in shown
    assert "attribute" not in shown
