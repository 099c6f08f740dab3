"""An index in Chinese: the same numbers and columns in other words, kept by all that comes from it."""

from __future__ import annotations

import pickle
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.cli.kinds_of_methods import kinds_of_methods, written
from intlindex.cli.main import main
from intlindex.sentences import Sentence
from intlindex.sentences.catalogues import words
from intlindex.sentences.voices import Voice, in_voice
from makers import framework, table

ENGLISH = ix.load("example")
CHINESE = ix.load("example", lang="zh")
# Two words of English in a row, of which neither is code, an id, a unit, or the name of a place or a list.
WORDS = re.compile(r"(?<![\w/.\[(=\"'`-])[a-z]{3,} [a-z]{2,}(?![\w=(.])")


def english_in(text):
    """Return the English in a text; code within marks is none."""
    return WORDS.findall(re.sub(r"<[^>]*>|`[^`]*`|intlindex [a-z]+", " ", text))


def results(index):
    """List results of all questions."""
    yield index.explain("北京")
    yield index.explain("北京", against="上海")
    yield index.explain("北京", against="median")
    yield index.compare("北京", "上海")
    yield index.place("杭州", {"gdp": 300, "pm25": 30, "world_heritage": 2, "embassies": 0, "unicorns": 20})
    yield index.audit()
    yield index.uncertainty(50, rng=1)
    yield index.uncertainty(50, rng=1, noise=0.05, choices={"normalise": ["min_max", "z_score"]})
    yield index.sensitivity(samples=16, rng=1)
    yield index.sensitivity(samples=16, target="rank", rng=1)
    yield index.rank_bounds(within=0.25)
    yield index.rank_bounds()
    yield index.dominance()
    yield index.stability_radius()
    yield index.stability_radius(top=3)
    yield index.tipping_point("北京", "上海")
    yield index.most_favourable("北京")
    yield index.weight_map()
    yield index.improve("北京", rank=5)
    yield index.leave_one_out()
    yield index.leave_one_out("city")
    yield index.leave_one_out("group")
    yield index.local_sensitivity()
    yield index.scenarios({"影响力加倍": {"influence": 2}})
    yield index.ranks_within("region")
    yield index.change_from(index.drop("伦敦"))
    yield index.reweight_many([{"influence": 2}, {"influence": 3}])
    yield ix.compare_indices({"甲": index, "乙": index.reweight(influence=2)})
    yield index


def test_language_is_no_part_of_equality_hash_and_json():
    assert CHINESE.language == "zh"
    assert CHINESE == ENGLISH
    assert hash(CHINESE) == hash(ENGLISH)
    assert CHINESE.to_json() == ENGLISH.to_json()
    assert CHINESE.in_language("en").language == "en"


def test_language_is_kept_by_all_that_returns_an_index():
    made = [
        CHINESE.reweight(influence=2),
        CHINESE.replace(method="z_score"),
        CHINESE.replace(method=CHINESE.method),
        CHINESE.drop("gdp"),
        CHINESE.drop("伦敦"),
        CHINESE.subindex("influence"),
        pickle.loads(pickle.dumps(CHINESE)),  # noqa: S301  our own
    ]
    assert [each.language for each in made] == ["zh"] * len(made)
    assert all("位次" in repr(each) for each in made)


def test_rows_have_chinese_names_and_columns_stay_ids():
    assert CHINESE.ranking.columns.to_list() == ENGLISH.ranking.columns.to_list()
    assert CHINESE.scores.columns.to_list() == ENGLISH.scores.columns.to_list()
    assert CHINESE.ranking.loc[0, "city"] == "伦敦"
    assert CHINESE.scores.loc["北京", "gdp"] == ENGLISH.scores.loc["Beijing", "gdp"]
    assert CHINESE.cities[0] == CHINESE.city(ENGLISH.cities[0])
    assert CHINESE.city("HK") == CHINESE.city("香港") == "香港"
    assert CHINESE.to_csv().splitlines()[1].split(",")[1] == "伦敦"


def test_cities_are_found_by_any_of_their_names():
    assert CHINESE.explain("Beijing").total == CHINESE.explain("北京").total == ENGLISH.explain("北京").total
    for name in CHINESE.cities:
        assert name in ENGLISH


@given(st.dictionaries(st.sampled_from(ENGLISH.nodes[1:4]), st.floats(0.1, 10), min_size=1))
def test_language_changes_no_number(weights):
    one, other = ENGLISH.reweight(weights), CHINESE.reweight(weights)
    for name in ("scores", "ranks", "raw", "normalised"):
        first, second = getattr(one, name), getattr(other, name)
        pd.testing.assert_frame_equal(first.reset_index(drop=True), second.reset_index(drop=True))
    assert [CHINESE.city(name) for name in one.ranking["city"]] == other.ranking["city"].to_list()


def test_results_have_the_same_numbers():
    for one, other in zip(results(ENGLISH), results(CHINESE), strict=True):
        if isinstance(one, ix.Index):
            continue
        first, second = one.table.select_dtypes("number"), other.table.select_dtypes("number")
        assert type(one) is type(other)
        assert first.shape == second.shape
        arrays = [each.to_numpy(np.float64, na_value=np.nan) for each in (first, second)]
        np.testing.assert_array_equal(*arrays)


def test_results_are_in_chinese_wherever_they_are_shown():
    english = {}
    for found in results(CHINESE):
        shown = found.shown
        assert shown.language == "zh", type(found)
        texts = [repr(found), found._repr_html_(), *shown.lines, *map(str, found.findings["message"])]
        texts += [found.to_markdown(), found.to_latex(), found.to_html()]
        for text in texts:
            assert re.search("[\u4e00-\u9fff]", text) or not text, type(found)
            if left := english_in(text):
                english.setdefault(type(found).__name__, set()).update(left)
        headings = [str(name) for name in shown.written().table.columns]
        assert [name for name in headings if re.search("[a-z]{3}", name)] == [], type(found).__name__
    assert english == {}


def test_results_of_an_english_index_stay_english():
    for found in results(ENGLISH):
        assert found.shown.language == "en"
        for line in (*found.shown.lines, *found.findings["message"]):
            assert not re.search("[\u4e00-\u9fff]", re.sub("影响力加倍|甲|乙|杭州", "", line))


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, pytest.param(ProcessPoolExecutor, marks=pytest.mark.slow)])
def test_executors_give_the_same_in_both_languages(executor):
    with executor(2) as pool:
        found = CHINESE.uncertainty(5000, rng=1, executor=pool)
    pd.testing.assert_frame_equal(
        found.ranks.reset_index(drop=True), ENGLISH.uncertainty(5000, rng=1).ranks.reset_index(drop=True)
    )
    assert found.shown.language == "zh"


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (lambda: CHINESE.explain("北平"), "没有名为“北平”的城市"),
        (lambda: CHINESE.explain("Pekin"), "没有名为“Pekin”的城市；是否指“北京”？"),
        (lambda: CHINESE.reweight(influense=2), "weights：influense：“example”中没有该节点；是否指“influence”？"),
        (lambda: CHINESE.reweight(influence=-1), "weights：influence：权重须为不小于0且不大于1e100的有限数，实际为-1"),
        (lambda: CHINESE.rank_bounds(within=-1), "within：须为不小于0的数，实际为-1"),
        (lambda: ix.load("ieci", lang="zh"), "没有随附的指数“ieci”"),
        (lambda: ix.score("nowhere.csv", "example", lang="zh"), "nowhere.csv：文件不存在"),
    ],
)
def test_errors_are_in_the_language_of_what_was_asked(ask, text):
    with pytest.raises(ix.IntlindexError) as caught:
        ask()
    assert text.replace("“example”", CHINESE.framework.names["zh"]) in str(caught.value)
    assert english_in(str(caught.value)) == []
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  our own
    assert str(again) == str(caught.value)


def test_an_unknown_language_is_refused():
    for ask in (lambda: ENGLISH.in_language("fr"), lambda: ix.load("example", lang="fr")):
        with pytest.raises(ix.RequestError, match="lang: must be 'en' or 'zh', found 'fr'") as caught:
            ask()
        assert caught.value.problems[0].allowed == ("en", "zh")


def test_own_data_are_read_and_scored_in_chinese():
    data = pd.DataFrame({"city": ["北京", "上海"], "parks": [4, 9]})
    framework = ix.Framework(
        id="mine",
        name="My index",
        names={"zh": "我的指数"},
        groups=[{"id": "index", "name": "All", "names": {"zh": "总计"}, "level": "index"}],
        indicators=[
            {
                "id": "parks",
                "parent": "index",
                "name": "Parks",
                "names": {"zh": "公园"},
                "unit": "parks",
                "units": {"zh": "个"},
                "direction": "higher",
                "scale": "ratio",
            }
        ],
    )
    index = ix.score(data, framework, lang="zh")
    assert "公园（100.0）" in repr(index.explain("上海"))
    assert index.improve("北京", rank=1).shown.written().table["单位"].to_list() == ["个"]
    with pytest.raises(ix.DataError, match="北京, parks：须为有限数、空白或 NA，实际为“many”"):
        ix.score(data.astype(object).assign(parks=["many", 9]), framework, lang="zh")
    times = pd.concat([data.assign(time=2023), data.assign(time=2024)])
    assert "共2期" in repr(ix.panel(times, framework, lang="zh"))


def test_workbooks_are_in_chinese(tmp_path):
    CHINESE.to_excel(tmp_path / "index.xlsx")
    sheets = pd.read_excel(tmp_path / "index.xlsx", sheet_name=None)
    assert list(sheets)[:3] == ["排名", "说明", "原始数据"]
    assert list(sheets["排名"].columns)[:4] == ["位次", "城市", "得分", "吸引力"]
    assert sheets["排名"].iloc[0, 1] == "伦敦"
    assert "gdp" in sheets["原始数据"].columns
    for name, sheet in sheets.items():
        assert all(re.search("[\u4e00-\u9fff]", str(each)) for each in sheet.columns) or name == "原始数据", name
    CHINESE.rank_bounds().to_excel(tmp_path / "bounds.xlsx")
    bounds = pd.read_excel(tmp_path / "bounds.xlsx", sheet_name=None)
    assert list(bounds) == ["说明", "结果"]
    assert list(bounds["结果"].columns) == ["城市", "最优", "位次", "最差"]
    ENGLISH.to_excel(tmp_path / "index.xlsx")
    assert list(pd.read_excel(tmp_path / "index.xlsx", sheet_name=None))[:2] == ["ranking", "about"]


COMMANDS = [
    ["rank"],
    ["rank", "--within", "region"],
    ["rank", "--with", "region,country"],
    ["score"],
    ["score", "--ranks"],
    ["show"],
    ["show", "北京"],
    ["show", "indices"],
    ["validate"],
    ["explain", "北京"],
    ["explain", "北京", "--against", "上海"],
    ["compare", "北京", "上海"],
    ["place", "杭州", "--framework", "ieci-2022"],
    ["audit"],
    ["uncertainty", "--draws", "50", "--seed", "1"],
    ["uncertainty", "--draws", "50", "--seed", "1", "--show", "pairwise"],
    ["sensitivity", "--samples", "16", "--seed", "1"],
    ["sensitivity", "--leave-out", "indicator"],
    ["bounds", "--within", "0.25"],
    ["tipping", "北京", "上海"],
    ["improve", "北京", "--rank", "5"],
    ["change", "ieci-2022", "ieci-2024"],
    ["compare-indices", "geometric"],
]


@pytest.mark.parametrize("form", ["table", "markdown"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_commands_write_chinese(command, form, capsys):
    given = command if "--framework" in command or command[0] == "change" else [*command, "--framework", "example"]
    assert main([*given, "--lang", "zh", "--format", form]) == 0
    written = capsys.readouterr().out
    assert len(re.findall("[\u4e00-\u9fff]", written)) > 20
    assert [line for line in written.splitlines() if english_in(line)] == []


def test_records_are_the_same_in_both_languages_but_for_sentences(capsys):
    for command in (["rank"], ["score"], ["bounds"]):
        assert main([*command, "--framework", "example", "--format", "json"]) == 0
        english = capsys.readouterr().out
        assert main([*command, "--framework", "example", "--format", "json", "--lang", "zh"]) == 0
        chinese = capsys.readouterr().out
        without = [re.sub(r'"(message|weights|title)": ".*"', "", text) for text in (english, chinese)]
        assert without[0] == without[1]


@pytest.mark.parametrize(
    ("command", "code", "text"),
    [
        (["explain", "Pekin"], 3, "intlindex: 没有名为“Pekin”的城市；是否指“北京”？"),
        (["rank", "--weights", "influence"], 2, "--weights：应为 NODE=NUMBER，实际为“influence”"),
        (["rank", "--data", "nowhere.csv"], 3, "intlindex: nowhere.csv：文件不存在"),
        (["bounds", "--within", "-1"], 3, "within：须为不小于0的数"),
    ],
)
def test_the_command_line_complains_in_chinese(command, code, text, capsys):
    assert main([*command, "--lang", "zh"]) == code
    assert text in capsys.readouterr().err


def test_a_csv_file_can_start_with_a_mark_for_excel(tmp_path):
    for bom in (True, False):
        path = tmp_path / f"{bom}.csv"
        assert main(["rank", "--framework", "example", "--lang", "zh", "--out", str(path), *["--bom"] * bom]) == 0
        assert path.read_bytes().startswith("\ufeff".encode()) is bom
        assert pd.read_csv(path, encoding="utf-8-sig")["city"][0] == "伦敦"
    ENGLISH.to_csv(tmp_path / "index.csv", bom=True)
    CHINESE.rank_bounds().to_csv(tmp_path / "bounds.csv", bom=True)
    assert (tmp_path / "index.csv").read_bytes().startswith("\ufeff".encode())
    assert (tmp_path / "bounds.csv").read_bytes().startswith("\ufeffcity,best".encode())


def test_labels_of_a_column_have_the_names_of_the_framework():
    made = framework("a", "b").replace(labels={"zone": {"N": {"zh": "北部"}, "S": {"zh": "南部"}}})
    values = table({"a": [1.0, 2.0, 4.0], "b": [2.0, 5.0, 1.0]}, ["A", "B", "C"]).assign(zone=["N", "S", "Asia"])
    index = ix.score(values, made, lang="zh")
    found = index.ranks_within("zone")
    assert all(name in str(found) for name in ("北部", "南部", "亚洲"))
    assert "北部" in found.to_markdown()
    english = index.in_language("en")
    assert "北部" not in str(english.ranks_within("zone"))
    assert english == index
    assert ix.Framework.model_validate(made.model_dump(mode="json", exclude_none=True)) == made


@pytest.mark.parametrize("name", ["ieci-2022", "ieci-2024", "example"])
def test_every_shipped_indicator_is_defined_in_chinese(name):
    for node in ix.load(name).framework.indicators:
        assert re.search("[\u4e00-\u9fff]", node.definition_in("zh")), node.id
        assert node.definition_in("xx") == node.definition


def test_what_every_kind_of_a_method_does_is_said_in_chinese():
    with in_voice(Voice("zh")):
        lines = written(kinds_of_methods()).split("\n\n")
    for each in kinds_of_methods():
        assert each.summary in words("zh") or isinstance(each.summary, Sentence), each.kind
    assert all(re.search("[\u4e00-\u9fff]", line) for line in lines)
