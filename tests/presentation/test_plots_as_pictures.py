"""Every figure looks as it did, at the width of a column, and its labels neither overlap nor leave it.

Figures of five indices, one of them with names that look like formulas and markup, are compared with stored pictures,
under the version of matplotlib that drew those. To store them again, after looking at them:
``python -m tests.presentation.test_plots_as_pictures``, with names of figures for some of them.

The fonts are DejaVu Sans, which that version of matplotlib has in it, and for Chinese Noto Sans CJK, of which no
package pins a version: its file states one, and pictures with Chinese names are compared only where it is that of the
stored ones. In CI nothing is left out: with another version of matplotlib or of the font it fails, and they are to be
looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.font_manager import findfont, get_font
from matplotlib.image import imread
from PIL import Image
from tests.presentation.drawn import faults, subtitle_of
from tests.presentation.indices import made

import intlindex as ix
from intlindex.outputs.plots.lettering import found_cjk

PICTURES = Path(__file__).parent / "pictures"
DRAWN_BY, CHINESE_IN = "3.11", ("Noto Sans CJK SC", "2.004")
SMALLER, COLOURS = 2, 48
TOLERANCE = 5.0  # root mean square of the differences, of 255
LARGEST = 40_000  # bytes

Draw = Callable[..., Any]


def panel_of(index: ix.Index) -> Any:
    """Return the index at four times, in the last of which values are other ones."""
    raw = index.raw
    times = [(raw * (1 + 0.1 * time)).assign(time=str(2020 + time)) for time in range(3)]
    rows = pd.concat([*times, raw.iloc[::-1].set_axis(raw.index).assign(time="2023")])
    return ix.panel(rows.reset_index(), index.definition)


class Drawn:
    """An index, and what is found about it, once."""

    def __init__(self, index: ix.Index, *, most: int | None = None) -> None:
        self.index = index
        self.ranked = index.ranking[index.ranking.columns[1]].dropna().to_list()
        self.first, self.second = map(str, self.ranked[:2])
        self.most = most

    @cache  # noqa: B019  a few, as long as the tests
    def found(self, what: str) -> Any:
        index, (one, other) = self.index, (self.first, self.second)
        weights = ix.Bounds(within=0.25, groups=["index"])
        match what:
            case "uncertainty":
                return index.uncertainty(draws=100, weights=weights, rng=1)
            case "sensitivity":
                return index.sensitivity(samples=16, bootstraps=8, rng=1)
            case "change":
                return self.heavier.change_from(index)
            case "set":
                return ix.compare_indices({"a": index, "b": self.heavier, "c": index.replace(method="rank_based")})
            case "audit":
                return index.audit()
            case "agreement":
                return (index if index.shown.language == "en" else ix.load("ieci-2022", lang="zh")).agreement()
            case "panel":
                return panel_of(index)
            case "dominance":
                return index.dominance(within=0.2)
            case "bounds":
                return index.rank_bounds(within=0.2, cities=self.ranked[: self.most])
            case "improvement":
                return index.improve(other, rank=1)
            case "leave_one_out":
                return index.leave_one_out("indicator")
            case "local":
                return index.local_sensitivity()
            case "tipping":  # of the first neighbours that can tie
                found = (index.tipping_point(lower, upper) for upper, lower in pairwise(self.ranked))
                return next(each for each in found if each.weights is not None)
            case "favourable":
                return index.most_favourable(other)
            case _:
                return index.explain(one, "median")

    @property
    def heavier(self) -> ix.Index:
        return self.index.reweight({self.index.framework.children("index")[0].id: 3})


def of(what: str, **options: Any) -> Draw:
    """Return what draws a result."""
    return lambda drawn, **size: drawn.found(what).plot(**options, **size)


def by(name: str, *places: str, **options: Any) -> Draw:
    """Return what draws a figure of an index, about its first cities."""

    def draw(drawn: Drawn, **size: Any) -> Any:
        return getattr(drawn.index.plot, name)(*(getattr(drawn, place) for place in places), **options, **size)

    return draw


FIGURES: dict[str, Draw] = {
    "acceptability": of("uncertainty", kind="acceptability", top=12),
    "agreement": of("agreement"),
    "agreement_of_scores": of("agreement", kind="scores"),
    "bounds": of("bounds", top=12),
    "change": of("change", top=12),
    "compare": by("compare", "first", "second"),
    "correlations": of("audit"),
    "distributions": by("distributions"),
    "dominance": of("dominance", top=12),
    "explanation": of("explanation"),
    "favourable": of("favourable"),
    "framework": by("framework"),
    "improvement": of("improvement"),
    "leave_one_out": of("leave_one_out", top=12),
    "levers": of("improvement", kind="levers", top=12),
    "loadings": of("audit", kind="loadings"),
    "local": of("local", top=12),
    "map": by("map"),
    "pairwise": of("uncertainty", kind="pairwise", top=12),
    "panel": of("panel"),
    "profile": by("profile", "first"),
    "ranking": by("ranking", top=12),
    "scree": of("audit", kind="scree"),
    "set": of("set", top=12),
    "sobol": of("sensitivity", top=8),
    "tipping": of("tipping"),
    "tornado": by("tornado", "first", top=12),
    "triangle": by("triangle"),
    "triangle_of_one": by("triangle", "second"),
    "uncertainty": of("uncertainty", top=12),
    "widths": by("ranking", top=12, widths=True),
}

INDICES: dict[str, Callable[[], Drawn]] = {
    "shipped": lambda: Drawn(ix.load("ieci-2022")),
    "chinese": lambda: Drawn(ix.load("example", lang="zh")),
    "blanks": lambda: Drawn(made(9, blanks=True, groups=3, places=True, hostile=True)),
    "three": lambda: Drawn(made(3, groups=3, places=True)),
    "many": lambda: Drawn(made(400, groups=3, places=True), most=4),
}

# Nothing is published of those that are made up, they alone are a panel, and three units have no components.
LEFT_OUT = {(name, figure) for name in ("blanks", "three", "many") for figure in ("agreement", "agreement_of_scores")}
LEFT_OUT |= {(name, "panel") for name in ("shipped", "chinese")}
LEFT_OUT |= {("three", "loadings"), ("three", "scree"), ("three", "correlations")}
SLOW = {("many", "triangle_of_one"), ("many", "dominance")}


@cache
def drawn_of(name: str) -> Drawn:
    return INDICES[name]()


def picture(figure: Any) -> np.ndarray:
    """Return a figure as colours, rows by columns by three."""
    figure.canvas.draw()
    found = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")
    return np.asarray(found.reduce(SMALLER), dtype=np.float64)


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """Return the root mean square of the differences; of pictures of different sizes, infinity."""
    return float(np.sqrt(((one - other) ** 2).mean())) if one.shape == other.shape else np.inf


@cache
def chinese_font() -> tuple[str, str]:
    """Return name and version of the font in which Chinese is drawn; the version is in the file."""
    name = found_cjk()
    table = get_font(findfont(name)).get_sfnt_table("head") if name else None
    whole, part = table["fontRevision"] if table else (0, 0)
    return name, f"{whole + part / 2**16:.3f}"


def comparable(name: str) -> bool:
    """Return whether letters are drawn as in the stored picture."""
    same = mpl.__version__.startswith(f"{DRAWN_BY}.")
    return same and (name != "chinese" or chinese_font() == CHINESE_IN)


def cases() -> list[tuple[str, str]]:
    return [(index, figure) for index in INDICES for figure in FIGURES if (index, figure) not in LEFT_OUT]


@pytest.mark.parametrize(
    ("name", "figure"), [pytest.param(*case, marks=[pytest.mark.slow] if case in SLOW else []) for case in cases()]
)
def test_a_figure_looks_as_it_did(name, figure):
    if name == "chinese" and not found_cjk():
        pytest.skip("no font for Chinese is installed")  # that the package is named then is tested elsewhere
    drawn = drawn_of(name)
    ax = FIGURES[figure](drawn, figsize="column")
    found = picture(ax.figure)
    assert faults(ax, draw=False) == []
    framework, chinese = drawn.index.framework, name == "chinese"
    subtitle = subtitle_of(ax, wraps="" if chinese else " ")
    if figure.startswith("agreement"):  # of the shipped edition
        framework = ix.load("ieci-2022").framework
    assert framework.title_in("zh" if chinese else "en") in subtitle
    reconstructed = sum(node.status == "reconstructed" for node in framework.indicators)
    says = f"其中{reconstructed}项为重构" if chinese else f"{reconstructed} of them reconstructed"
    assert (says in subtitle) == (reconstructed > 0)
    stored = imread(PICTURES / name / f"{figure}.png")[..., :3] * 255
    assert abs(found.shape[1] - stored.shape[1]) <= 1
    if "CI" in os.environ:
        assert comparable(name), (mpl.__version__, chinese_font())
    if comparable(name):
        assert difference(found, stored) <= TOLERANCE
    plt.close("all")


def test_every_figure_of_an_index_is_among_these():
    own = {name for name in dir(ix.load("example").plot) if not name.startswith("_")} - {"index"}
    assert own <= {*FIGURES}


def test_the_comparison_sees_another_figure_and_other_data():
    index = ix.load("example")
    one = picture(index.plot.ranking(top=8, figsize=(3.5, 2.4)).figure)
    assert difference(one, picture(index.plot.ranking(top=8, figsize=(3.5, 2.4)).figure)) == 0
    assert difference(one, picture(index.plot.profile("Paris", figsize=(3.5, 2.4)).figure)) > TOLERANCE
    heavier = index.reweight(influence=2)
    assert difference(one, picture(heavier.plot.ranking(top=8, figsize=(3.5, 2.4)).figure)) > TOLERANCE


def test_pictures_are_small_and_each_belongs_to_a_figure():
    stored = {path: path.stat().st_size for path in PICTURES.rglob("*.png")}
    assert {(path.parent.name, path.stem) for path in stored} == set(cases())
    assert max(stored.values()) < LARGEST
    assert sum(stored.values()) < 30 * LARGEST


def store(figures: list[str]) -> None:
    """Draw all pictures, or those of some figures, and store them."""
    mpl.use("agg")
    for name, figure in cases():
        if figures and figure not in figures:
            continue
        started = time.perf_counter()
        ax = FIGURES[figure](drawn_of(name), figsize="column")
        path = PICTURES / name / f"{figure}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        found = Image.fromarray(picture(ax.figure).astype(np.uint8))
        wrong = faults(ax, draw=False)
        found.quantize(COLOURS).save(path, optimize=True)
        plt.close("all")
        sys.stdout.write(f"{name} {figure}: {time.perf_counter() - started:.1f} s, {wrong}\n")


if __name__ == "__main__":
    store(sys.argv[1:])
