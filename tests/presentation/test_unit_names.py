"""What is ranked has the name that the framework gives it, wherever it is shown."""

from __future__ import annotations

import json
import pickle
import re

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text

import intlindex as ix
from intlindex import Framework
from intlindex.cli.main import main
from intlindex.sentences import say
from intlindex.sentences.nouns import Noun, speaking
from makers import framework, group, indicator, refused, table

COUNTRIES = {"one": "country", "many": "countries", "zh": "国家"}
DATA = table({"a": [1.0, 2.0, 4.0, None], "b": [1.0, 3.0, 2.0, 5.0], "c": [4.0, 1.0, 3.0, 2.0]})


def made(**fields):
    nodes = (group("x"), indicator("a", "x"), indicator("b", "x"), indicator("c"))
    return framework(*nodes, **{"unit_name": COUNTRIES} | fields)


@pytest.fixture(scope="module")
def index():
    return ix.score(DATA, made())


def test_tables_have_the_noun_for_their_key(index):
    assert index.ranking.columns[:3].to_list() == ["rank", "country", "score"]
    for frame in (index.scores, index.ranks, index.raw, index.normalised, index.stage("imputed")):
        assert frame.index.name == "country"
    assert index.provenance.columns[0] == "country"
    assert index.to_csv().startswith("rank,country,score")


def results(index):
    yield index.rank_bounds()
    yield index.uncertainty(20, rng=1)
    yield index.sensitivity(samples=16, target="rank", rng=1)
    yield index.dominance()
    yield index.audit()
    yield index.explain("B")
    yield index.explain("B", against="median")
    yield index.compare("B", "C")
    yield index.place("Z", {"a": 1, "b": 2, "c": 3})
    yield index.leave_one_out("city")
    yield index.leave_one_out()
    yield index.scenarios({"x": {"x": 2}})
    yield index.stability_radius()
    yield index.ranks_within("region")
    yield index


def test_results_say_nothing_of_cities():
    index = ix.score(DATA.assign(region=["N", "S", "N", "S"]), made())
    for found in results(index):
        shown = found.shown
        texts = [repr(found), found._repr_html_(), shown.title, *shown.lines, *map(str, shown.table.columns)]
        texts += [*map(str, found.findings["message"]), found.to_markdown(), found.to_csv().splitlines()[0]]
        for text in texts:
            assert not re.search(r"(?<!-)\b(city|cities)\b", text, re.IGNORECASE), (type(found).__name__, text)
        table = found.table if hasattr(found, "drop") is False else found.scores
        assert "city" not in [*table.index.names, *table.columns]


def figures(index):
    yield index.plot.ranking()
    yield index.plot.profile("B")
    yield index.plot.compare("B", "C")
    yield index.plot.bounds()
    yield index.plot.uncertainty(draws=20)
    for result in results(index):
        if isinstance(result, ix.results.Result):
            yield result.plot()


def test_figures_use_the_noun():
    index = ix.score(DATA.assign(region=["N", "S", "N", "S"]), made())
    words = set()
    for drawn in figures(index):
        texts = [each.get_text() for each in drawn.figure.findobj(Text)]
        assert not [text for text in texts if re.search(r"(?<!-)\bcit(y|ies)\b", text, re.IGNORECASE)]
        words |= {word for text in texts for word in text.split()}
        plt.close(drawn.figure)
    assert "countries," in words


def test_results_keep_the_noun_when_they_are_sent(index):
    found = pickle.loads(pickle.dumps(index.rank_bounds()))  # noqa: S301  our own
    assert found.table.index.name == "country"
    assert "country" in repr(found)


def test_errors_use_the_noun(index):
    with refused(ix.UnknownNameError, ("", "no country 'Q'")):
        index.explain("Q")
    with pytest.raises(ix.DataError, match="for any country"):
        ix.score(DATA.assign(a=None), made())


def test_an_index_of_cities_says_what_it_did(index):
    cities = ix.score(DATA, made(unit_name={}))
    assert cities.ranking.columns[1] == "city"
    assert "4 cities" in repr(cities)
    assert cities.scores.to_numpy().tolist()[:3] == index.scores.to_numpy().tolist()[:3]
    assert cities.definition == made(unit_name={"one": "city"})


def test_the_key_may_be_called_by_the_noun():
    data = DATA.rename(columns={"city": "school"})
    index = ix.score(data, made(unit_name={"one": "school", "many": "schools"}))
    again = ix.score(index.raw.reset_index(), index.framework)
    pd.testing.assert_frame_equal(again.scores, index.scores)


def test_sentences_with_a_noun():
    with speaking(Noun("economy", "economies", "经济体")):
        unknown = say("unknown-city", city="city", hint="")
        few = say("sparse-city/rule-title")
        count = say("index/facts", cities=1, indicators=2)
        column = say("unknown-column/data-cities", found=("a",))
    assert unknown == "no economy 'city'; "
    assert few == "An economy with few values"
    assert count == "1 economy, 2 indicators"
    assert column == "no column 'city' or 'unit'; found 'a'"
    assert few.written() == pickle.loads(pickle.dumps(few)) == few  # noqa: S301  our own
    assert Noun("economy", "economies", "经济体").in_place_of_city("3 个城市", "zh") == "3 个经济体"


def test_a_framework_keeps_its_noun(tmp_path):
    (tmp_path / "framework.toml").write_text(made().to_toml())
    assert Framework.from_toml(tmp_path / "framework.toml") == made()
    index = ix.score(DATA, made())
    index.to_json(tmp_path / "index.json")
    assert ix.Index.from_json(tmp_path / "index.json").ranking.columns[1] == "country"
    assert index.subindex("x").ranking.columns[1] == "country"


ANSWERS = (
    "rank",
    "rank --within region",
    "rank --with region",
    "rank --node x",
    "score",
    "score --ranks",
    "show",
    "show x",
    "show a",
    "show B",
    "show Z --place NEW",
    "explain B",
    "explain Z --place NEW",
    "explain B --against median",
    "compare B C",
    "place NEW",
    "place NEW --against median",
    "improve B --rank 2",
    "tipping B C",
    "audit",
    "uncertainty --draws 20 --seed 1",
    "sensitivity --samples 16 --seed 1",
    "bounds",
    "compare-indices geometric",
    "panel --show ranks",
    "validate",
)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("countries")
    data = DATA.rename(columns={"city": "country"}).assign(region=["N", "S", "N", "S"])
    data.to_csv(folder / "data.csv", index=False)
    pd.concat([data.assign(time=1), data.assign(time=2)]).to_csv(folder / "panel.csv", index=False)
    (folder / "new.csv").write_text("country,a,b,c,region\nZ,1,2,3,N\n")
    (folder / "framework.toml").write_text(made().to_toml())
    return folder


@pytest.mark.parametrize("command", ANSWERS)
def test_commands_use_the_noun(command, files, capsys):
    words = command.replace("NEW", str(files / "new.csv")).split()
    data = files / ("panel.csv" if words[0] == "panel" else "data.csv")
    words += ["--framework", str(files / "framework.toml"), "--data", str(data)]
    for form in ("table", "csv", "markdown", "latex"):
        assert main([*words, "--format", form]) == 0
        assert not re.search(r"(?<!-)\bcit(y|ies)\b", capsys.readouterr().out, re.IGNORECASE)


def test_records_keep_the_fields_of_their_schema(files, capsys):
    given = ["--framework", str(files / "framework.toml"), "--data", str(files / "data.csv"), "--format", "json"]
    assert main(["rank", *given]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [row["city"] for row in record["ranking"]] == ["D", "C", "A", "B"]
    assert main(["score", *given]) == 0
    assert list(json.loads(capsys.readouterr().out)["scores"]) == ["A", "B", "C", "D"]


def test_errors_of_commands_use_the_noun(files, capsys):
    given = ["--framework", str(files / "framework.toml"), "--data", str(files / "data.csv")]
    assert main(["explain", "Q", *given]) == 3
    assert "no country 'Q'" in capsys.readouterr().err


def test_a_ranking_written_with_the_noun_is_read_again(files, tmp_path):
    given = ["--framework", str(files / "framework.toml"), "--data", str(files / "data.csv")]
    for name in ("scores.csv", "scores.xlsx"):
        assert main(["score", *given, "--out", str(tmp_path / name)]) == 0
        again = ix.score(tmp_path / name, framework(indicator("x"), indicator("c"), unit_name=COUNTRIES))
        assert again.cities == ("A", "B", "C", "D")
        assert again.raw.index.name == "country"
