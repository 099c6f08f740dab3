"""What a newcomer asks first: what there is, how much of it, who is in it, and which versions are installed."""

from __future__ import annotations

import pandas as pd
import pytest

import intlindex as ix
from intlindex.sentences.voices import Voice, in_voice
from makers import framework, group, indicator, root, table


def test_every_framework_and_method_that_is_listed_can_be_loaded():
    assert ix.frameworks().loc["ieci-2024"].to_list()[1:] == [43, 15, 25]
    for name, row in ix.frameworks().iterrows():
        index = ix.load(name)
        assert (len(index), index.framework.title) == (row["cities"], row["title"])
    for name in ix.methods().index:
        if name != "human_development":  # needs goalposts
            assert ix.load("ieci-2022", method=name).method.name == ix.methods().loc[name, "title"]


def test_versions_are_printed_one_a_line(capsys):
    ix.show_versions()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["intlindex", ix.__version__]
    assert dict(line.split(maxsplit=1) for line in lines)["pandas"] == pd.__version__


def test_the_length_is_the_number_of_cities(ieci):
    assert len(ieci) == len(ieci.cities) == 37
    assert len(ieci.drop("London")) == 36


@pytest.mark.parametrize("name", ["Hong Kong", "香港", "HK", "hong kong"])
def test_a_city_is_in_it_by_any_of_its_names(ieci, name):
    assert name in ieci


@pytest.mark.parametrize("name", ["Atlantis", "gdp", "index", 3, None, ["London"]])
def test_nothing_else_is_in_it(ieci, name):
    assert name not in ieci
    assert "London" not in ieci.drop("London")


def test_the_ranking_is_written_as_csv(ieci, tmp_path):
    path = tmp_path / "ranking.csv"
    assert ieci.to_csv(path) == path.read_text("utf-8")
    read = pd.read_csv(path)
    assert read["score"].equals(ieci.ranking["score"])
    assert read["city"].equals(ieci.ranking["city"])


def test_documents_of_an_index_have_names_a_caption_and_the_rows_that_are_asked_for(ieci):
    assert "Attractiveness" in ieci.to_markdown(top=2)
    assert "attractiveness" in ieci.to_markdown(top=2, names=False)
    assert len(ieci.to_markdown(top=2, caption="").splitlines()) == 4
    assert r"\caption{Ours}" in ieci.to_latex(caption="Ours")
    assert ieci.to_latex(long=True).splitlines()[0].startswith(r"\begin{longtable}")
    assert ieci.to_html(top=2).count("<tr>") == 3


def test_a_framework_and_a_method_show_themselves_within_a_screen(ieci):
    for shown in (ieci.framework, ieci.method):
        assert len(repr(shown).splitlines()) <= 25
        assert len(repr(shown)) < 2000
        assert repr(shown) == str(shown)


def test_what_does_not_fit_a_screen_is_counted():
    groups = [group(f"g{at}") for at in range(30)]
    leaves = [indicator(f"i{at}", f"g{at}") for at in range(30)]
    shown = repr(framework(root(), *groups, *leaves))
    assert shown.splitlines()[-1] == "  and 9 more; .nodes has all"
    rules = {f"i{at}": {"treat": {"kind": "none"}} for at in range(30)}
    assert ".to_toml() has all" in repr(ix.Method(indicators={"only": rules}))


def test_a_framework_counts_in_the_language_that_is_spoken():
    small = framework(root(), group("top"), indicator("a", "top"), indicator("b", "index"))
    assert repr(small).splitlines() == [
        "Framework 'mine', Mine: 2 groups, 2 indicators",
        "  index: 2 indicators",
        "    top: 1 indicator",
    ]
    with in_voice(Voice("zh")):
        assert repr(small).splitlines()[0] == "框架“mine”，Mine：2个指标组，2项指标"


def test_an_index_of_one_city_has_a_length():
    assert len(ix.score(table({"a": [1.0, 2.0]}), framework("a"))) == 2
