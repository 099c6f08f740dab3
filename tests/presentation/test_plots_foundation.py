"""What all figures share: settings untouched, sizes, titles, text as text, fonts, and files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.presentation.drawn import faults, rows_of, texts_of, title_of

import intlindex as ix
from intlindex.outputs.plots import lettering
from intlindex.outputs.plots.style import fills

HOSTILE = r"$\input{x}$ <b>&amp;"


@pytest.fixture(scope="module")
def index():
    return ix.load("example")


def named(city: str, indicator: str = "Parks", count: int = 3) -> ix.Index:
    """An index of few cities, whose first has a given name."""
    framework = ix.Framework(
        id="mine",
        name=f"Index of {indicator}",
        groups=[{"id": "index", "name": "Index", "level": "index"}],
        indicators=[
            {"id": name, "parent": "index", "name": title, "unit": "u", "direction": "higher", "scale": "ratio"}
            for name, title in (("parks", indicator), ("trees", "Trees"))
        ],
    )
    cities = [city, *(f"City {place}" for place in range(1, count))]
    data = {"city": cities, "parks": [9 + 3 * place for place in range(count)], "trees": range(count)}
    import pandas as pd

    return ix.score(pd.DataFrame(data), framework)


def test_matplotlib_is_imported_only_when_a_figure_is_drawn():
    code = (
        "import sys, intlindex as ix; index = ix.load('example'); index.plot; index.rank_bounds(cities=['London']);"
        "ix.save_plot; ix.alt_text; from intlindex.cli.main import main; main(['rank', '--format', 'csv']);"
        "before = 'matplotlib' in sys.modules; index.plot.ranking(); print(before, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[-1] == "False True"


def test_without_matplotlib_the_error_names_the_extra(index, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    bounds = index.rank_bounds(cities=["London"])
    for draw in (index.plot.ranking, lambda: index.plot.profile("London"), bounds.plot):
        with pytest.raises(ix.MissingDependencyError, match=r"pip install 'intlindex\[plot\]'"):
            draw()


def test_settings_are_untouched_and_those_of_the_caller_do_not_show(index):
    with mpl.rc_context({"axes.grid": True, "axes.facecolor": "#eeeeff", "font.size": 22, "axes.spines.top": True}):
        before = dict(mpl.rcParams)
        ax = index.plot.ranking()
        assert dict(mpl.rcParams) == before
        assert ax.get_facecolor() == mpl.colors.to_rgba("white")
        assert not ax.spines["top"].get_visible()
        assert max(text.get_fontsize() for text in texts_of(ax)) < 12


def test_a_failed_figure_leaves_none_open(index):
    open_before = plt.get_fignums()
    with pytest.raises(ix.RequestError):
        index.plot.ranking(top=0)
    with pytest.raises(ix.UnknownNameError):
        index.plot.profile("Atlantis")
    assert plt.get_fignums() == open_before


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("ax", "here"),
        ("figsize", "poster"),
        ("figsize", (3, "4")),
        ("figsize", (0.1, 4)),
        ("figsize", 5),
        ("figsize", (3,)),
        ("title", 3),
    ],
)
def test_arguments_that_make_no_sense_are_refused_by_name(index, option, value):
    with pytest.raises(ix.RequestError) as caught:
        index.plot.ranking(**{option: value})
    assert [each.where for each in caught.value.problems] == [option]


def test_an_unknown_option_of_a_result_is_refused_with_the_nearest(index):
    with pytest.raises(ix.RequestError, match="did you mean 'top'"):
        index.rank_bounds().plot(tops=3)


@pytest.mark.parametrize("figsize", ["page", "column", (5, 4), (3.5, 9)])
def test_figures_have_the_size_asked_for(index, figsize):
    wide, high = index.plot.ranking(figsize=figsize).figure.get_size_inches()
    if isinstance(figsize, tuple):
        assert (wide, high) == figsize
    else:
        assert wide == {"page": 7.1, "column": 3.5}[figsize]


def test_axes_that_are_given_are_drawn_on_and_the_rest_of_the_figure_is_left_alone(index):
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 5), layout="constrained")
    right.plot([1, 2])
    drawn = index.plot.ranking(ax=left, title="Here")
    assert drawn is left
    assert figure.axes == [left, right]
    assert right.get_title(loc="left") == ""
    assert faults(left) == []


def test_a_title_replaces_the_finding_and_an_empty_one_removes_it_with_the_subtitle(index):
    assert title_of(index.plot.ranking(title="Mine")) == "Mine"
    bare = index.plot.ranking(title="")
    assert title_of(bare) == ""
    assert [text for text in texts_of(bare) if text.get_gid() == "heading-subtitle"] == []
    assert ix.alt_text(bare).startswith("London is first")


def test_the_text_alternative_has_the_finding_and_what_is_drawn(index):
    text = ix.alt_text(index.plot.ranking())
    assert text.startswith("London is first with a score of 63.7")
    assert "12 cities" in text
    assert "Influence" in text
    with pytest.raises(ix.RequestError):
        ix.alt_text(plt.figure().add_subplot())


# ---------------------------------------------------------------- text is text


@pytest.mark.parametrize("form", [".svg", ".png", ".pdf"])
def test_names_that_look_like_markup_are_shown_as_text(form, tmp_path):
    ax = named(HOSTILE, HOSTILE).plot.ranking()
    assert HOSTILE in rows_of(ax)
    ix.save_plot(ax, tmp_path / f"ranking{form}")
    if form == ".svg":
        text = (tmp_path / "ranking.svg").read_text("utf-8")
        assert r"$\input{x}$ &lt;b&gt;&amp;amp;" in text
        assert "<b>" not in text


def test_with_latex_switched_on_names_are_text_too():
    with mpl.rc_context({"text.usetex": True}):
        assert faults(named(HOSTILE).plot.profile(HOSTILE)) == []


def test_a_long_name_ends_in_an_ellipsis_and_never_without():
    long = "The Metropolitan Municipality of a City with a very long Name indeed, upon the River"
    ax = named(long).plot.ranking(figsize="column")
    assert faults(ax) == []
    [shown] = [label for label in rows_of(ax) if label.startswith("The")]
    assert shown.endswith("…")
    assert long.startswith(shown[:-1])


@given(st.text(st.characters(max_codepoint=0x24F), max_size=60), st.floats(5, 300))
def test_a_shortened_text_fits_and_is_the_beginning_of_the_text(text, room):
    shown = lettering.shortened(text, room, 8)
    assert lettering.width(shown, 8) <= max(room, lettering.width("…", 8)) + 1e-9
    assert shown == lettering.clean(text) or lettering.clean(text).startswith(shown[:-1])


@given(st.text("abc WM，北京。", max_size=80), st.floats(30, 300))
def test_wrapping_loses_no_character_and_lines_fit(text, room):
    if lettering.needs_cjk(text) and not lettering.found_cjk():
        return
    lines = lettering.wrapped(text, room, 8).split("\n")
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(lettering.width(line.rstrip("，。"), 8) <= room + 1e-9 or len(line) == 1 for line in lines)


def test_an_opening_bracket_begins_the_next_line():
    for room in range(12, 80):
        lines = lettering.wrapped("主要来自社会（+4.7）和“文化”", room, 8).split("\n")
        assert not [line for line in lines[:-1] if len(line) > 1 and line.endswith(("（", "“"))]


def test_chinese_names_are_drawn_in_a_font_that_has_them_or_the_package_is_named():
    index = named("北京市", "公园")
    if not lettering.found_cjk():
        with pytest.raises(ix.MissingDependencyError, match="fonts-noto-cjk"):
            index.plot.ranking()
        return
    ax = index.plot.ranking(figsize="column")
    assert faults(ax) == []  # a missing character would be a warning, which is an error
    assert "北京市" in rows_of(ax)


def test_without_a_font_for_chinese_the_package_is_named(monkeypatch):
    monkeypatch.setattr(lettering, "found_cjk", lambda: "")
    with pytest.raises(ix.MissingDependencyError, match="fonts-noto-cjk"):
        named("北京市").plot.ranking()


# ---------------------------------------------------------------- files


def test_files_hold_text_and_description_and_are_the_same_each_time(index, tmp_path):
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (first, second):
        ix.save_plot(index.plot.ranking(), path)
    text = first.read_text("utf-8")
    assert first.read_bytes() == second.read_bytes()
    assert ">London<" in text.replace("\u2007", "").replace("1\u2002", "")
    assert "<desc id=" in text
    for form in ("pdf", "png"):
        paths = [tmp_path / f"{name}.{form}" for name in "ab"]
        for path in paths:
            ix.save_plot(index.plot.ranking(), path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
        assert b"London is first" in paths[0].read_bytes()


def test_files_that_cannot_be_written_are_refused(index, tmp_path):
    ax = index.plot.ranking()
    with pytest.raises(ix.RequestError, match="jpg"):
        ix.save_plot(ax, tmp_path / "a.jpg")
    with pytest.raises(ix.RequestError, match="dpi"):
        ix.save_plot(ax, tmp_path / "a.png", dpi=1)
    with pytest.raises(ix.DataError):
        ix.save_plot(ax, tmp_path / "none" / "a.png")
    with pytest.raises(ix.RequestError):
        ix.save_plot("axes", Path("a.png"))


@given(st.integers(1, 40))
def test_parts_are_filled_differently(count):
    found = [(part["facecolor"], part["hatch"]) for part in fills(count)]
    assert len(set(found)) == count


def test_fills_go_from_dark_to_light_so_that_they_differ_without_colour():
    for count in range(2, 12):
        greys = [mpl.colors.rgb_to_hsv(mpl.colors.to_rgb(part["facecolor"]))[2] for part in fills(count)]
        light = [
            0.21 * r + 0.72 * g + 0.07 * b for r, g, b in (mpl.colors.to_rgb(p["facecolor"]) for p in fills(count))
        ]
        assert light == sorted(light)
        assert len(greys) == count


def test_what_is_ranked_has_the_noun_of_the_framework():
    plain = named("Here", count=4)
    framework = ix.Framework(
        **plain.definition.model_dump(exclude_none=True) | {"unit_name": {"one": "economy", "many": "economies"}}
    )
    index = ix.score(plain.raw.reset_index(), framework)
    assert "scores of 4 economies" in ix.alt_text(index.plot.ranking())
    assert "each of 4 economies" in ix.alt_text(index.rank_bounds(within=0.2).plot())
    found = ix.compare_indices({"a": index, "b": index.replace(method="rank_based")})
    assert found.ranks.index.name == "economy"
    read = " ".join([*(text.get_text() for text in texts_of(found.plot())), ix.alt_text(found.plot())])
    assert "other economies" in read
    assert "cit" not in read.replace("City ", "")


def test_figures_with_all_names_in_chinese_fit_a_page_too():
    if not lettering.found_cjk():
        return  # the error is tested above
    index = ix.load("ieci-2022", lang="zh")
    for draw in (index.plot.ranking, index.plot.map, index.plot.distributions, index.plot.triangle):
        ax = draw(figsize="page")
        assert faults(ax) == []
        words = [text.get_text() for text in texts_of(ax) if lettering.needs_cjk(text.get_text())]
        assert len(words) > 5


def test_a_figure_of_a_chinese_index_names_nodes_and_cities_in_chinese():
    index = ix.load("example", lang="zh")
    plot = index.plot
    figures = [plot.profile("Tokyo"), plot.ranking(), plot.compare("Tokyo", "London"), plot.map()]
    figures += [index.sensitivity(samples=8, bootstraps=0, rng=1).plot(), index.explain("Tokyo", "median").plot()]
    figures += [index.reweight(influence=3).change_from(index).plot()]
    for ax in figures:
        read = " ".join([*(text.get_text() for text in texts_of(ax)), ix.alt_text(ax)])
        assert lettering.needs_cjk(read)
        assert not re.search("[a-z]{3}", read.replace("example", "").replace("geometric", "")), read
    read = " ".join(text.get_text() for ax in figures for text in texts_of(ax))
    assert all(name in read for name in ("影响力", "东京", "伦敦"))
