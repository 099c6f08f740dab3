"""Tables and indices in a notebook."""

from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import intlindex as ix
from intlindex.display import html


class Reader(HTMLParser):
    """Collect tags, attributes and the texts of cells; check that every tag is closed."""

    def __init__(self, written):
        super().__init__()
        self.tags, self.attributes, self.cells, self.texts, self._open = [], [], [], [], []
        self.feed(written)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self._open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)
        if self._open and self._open[-1] in {"td", "th"}:
            self.cells[-1] += data


ATTACKS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b", "</td></table>", "&lt;b&gt;", "'"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_in_cells_and_headers_is_escaped(attack):
    read = Reader(html.table(pd.DataFrame({attack: ["x"], "city": [attack]})))
    assert read.cells == [attack, "city", "x", attack]
    assert set(read.tags) == {"table", "thead", "tr", "th", "tbody", "td"}
    assert {name for name, _ in read.attributes} == {"style", "scope"}


@given(st.text(max_size=30).filter(lambda text: "\0" not in text and "\r" not in text))
def test_any_text_comes_back_as_it_was(given_text):
    read = Reader(html.table(pd.DataFrame({"city": [given_text]})))
    assert read.cells == ["city", given_text]


@pytest.fixture
def attacked():
    """An index whose every text is an attack."""
    attack = ATTACKS[0]
    framework = ix.Framework(
        id="x<b>",
        name=f"Index {attack}",
        description=f"About {attack}",
        groups=[{"id": "index", "name": "Index", "level": "index"}],
        indicators=[
            {
                "id": name,
                "parent": "index",
                "name": "A",
                "unit": "points",
                "direction": "higher",
                "scale": "ratio",
            }
            for name in ("a<i>", "b")
        ],
    )
    data = pd.DataFrame({"city": [attack, "Rome"], "a<i>": [1, 2], "b": [1, 2]})
    return ix.score(data, framework).reweight({"a<i>": 2})


def test_an_index_with_markup_in_every_text_is_shown_as_text(attacked):
    written = attacked._repr_html_()
    read = Reader(written)
    assert "script" not in read.tags
    assert "i" not in read.tags
    assert "b" not in read.tags
    assert ATTACKS[0] in read.cells
    assert "a<i>" in read.cells
    shown = " ".join(read.texts)
    for part in (f"Index {ATTACKS[0]}", f"About {ATTACKS[0]}", "(x<b>)", "a<i> = 2"):
        assert part in shown


@pytest.mark.parametrize(
    "ask",
    [
        lambda index: index.explain(ATTACKS[0]),
        lambda index: index.compare(ATTACKS[0], "Rome"),
        lambda index: index.rank_bounds(within=0.25),
        lambda index: index.tipping_point(ATTACKS[0], "Rome"),
        lambda index: index.audit(),
    ],
)
def test_a_result_about_a_city_whose_name_is_markup_is_shown_as_text(attacked, ask):
    read = Reader(ask(attacked)._repr_html_())
    assert not {"script", "i", "img"} & set(read.tags)
    assert "alert(1)" in " ".join(read.texts) or "a<i>" in " ".join(read.texts)


def test_an_index_shows_its_name_its_description_and_all_its_cities():
    index = ix.load("ieci-2022")
    read = Reader(index._repr_html_())
    shown = " ".join(" ".join(read.texts).split())
    assert index.framework.name in shown
    assert " ".join(index.framework.description.split()) in shown
    assert [cell for cell in read.cells if cell in index.cities] == index.ranking["city"].to_list()
    assert "27 more" in shown
    assert "details" in read.tags
    assert "Re-weighted" not in shown


def test_an_index_shows_that_it_was_reweighted_and_how():
    shown = " ".join(Reader(ix.load("ieci-2022").reweight(influence=2)._repr_html_()).texts)
    assert "Re-weighted: influence = 2" in shown


def test_a_small_index_hides_nothing():
    index = ix.load("ieci-2022").drop(*ix.load("ieci-2022").cities[10:])
    read = Reader(index._repr_html_())
    assert "details" not in read.tags
    assert [cell for cell in read.cells if cell in index.cities] == index.ranking["city"].to_list()


def test_bars_reach_as_far_as_the_share_of_the_highest():
    frame = pd.DataFrame({"city": ["A", "B", "C"], "score": [50.0, 25.0, -5.0]})
    styles = [value for name, value in Reader(html.table(frame, bars=["score"])).attributes if "gradient" in value]
    assert [style.count("100.0%") for style in styles] == [2, 0, 0]
    assert styles[1].count("50.0%") == 2
    assert styles[2].count(" 0.0%") == 2


def test_a_blank_has_a_dash_and_no_bar():
    frame = pd.DataFrame({"city": ["A", "B"], "score": [50.0, None]})
    read = Reader(html.table(frame, bars=["score"]))
    assert read.cells[-1] == "–"
    assert sum("gradient" in value for _, value in read.attributes) == 1


def test_a_column_of_blanks_can_have_bars():
    frame = pd.DataFrame({"city": ["A"], "score": [float("nan")]})
    assert Reader(html.table(frame, bars=["score"])).cells[-1] == "–"


def test_an_agreement_shows_every_statement():
    agreement = ix.load("ieci-2022").agreement()
    read = Reader(agreement._repr_html_())
    assert [cell for cell in read.cells if cell in set(agreement.claims["statement"])] == agreement.claims[
        "statement"
    ].to_list()
    assert f"Spearman {agreement.spearman:.3f}" in " ".join(read.texts)


def test_a_tree_stays_indented_where_a_browser_drops_spaces():
    read = Reader(html.table(pd.DataFrame({"node": ["index", "  group", "    leaf"], "score": [1.0, 2.0, 3.0]})))
    styles = dict(zip(read.cells, [value for name, value in read.attributes if "white-space" in value], strict=True))
    indents = [styles[name].partition("padding-left:")[2] for name in ("index", "  group", "    leaf")]
    assert indents == ["", "1.8em", "2.8em"]
    assert "padding-left" not in styles["2.0"]
