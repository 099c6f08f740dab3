"""Rankings beside each other: a band and a line for each city from its place in one to its place in the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from intlindex.analyses.comparison.change import Change
from intlindex.analyses.comparison.index_set import IndexSet
from intlindex.analyses.sensitivity.scenarios import Scenarios
from intlindex.display.headings import heading
from intlindex.errors import RequestError
from intlindex.outputs.plots.about import about_result, wording_of
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import name_ticks, shortened
from intlindex.outputs.plots.ranking import ranked_names
from intlindex.outputs.plots.style import FAINT, GAIN, LEFT_OUT, LOSS, PAPER, RULE
from intlindex.sentences import Sentence, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["change", "index_set", "scenarios"]

FAR = 3  # places from which a band is coloured
THICK = 0.62
"""Height of a band, in rows."""
CORNERS = 25
FALLING = "////"
Places = NDArray[np.float64]


def index_set(
    found: IndexSet, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the ranks in several indices, which differ in weights, methods or editions."""
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        _slopes(pen, found.ranks, about_result(found, found.node), top)
    return pen.ax


def change(
    found: Change, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the ranks before and after."""
    ranks = found.ranks[["before", "after"]].sort_values("before", kind="stable")
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        same = found.names[0] == found.names[1]
        names = [heading(name, pen.language) for name in ("before", "after")] if same else found.names
        _slopes(pen, ranks.set_axis(list(names), axis=1), about_result(found, found.node), top)
    return pen.ax


def scenarios(
    found: Scenarios, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the nominal ranks and those of each scenario."""
    with canvas(wording_of(found), ax=ax, figsize=figsize, title=title) as pen:
        _slopes(pen, found.ranks.sort_values("nominal", kind="stable"), about_result(found), top)
    return pen.ax


def _slopes(pen: Canvas, ranks: pd.DataFrame, about: tuple[Sentence, ...], top: int | None) -> None:
    """Draw the bands; a city is drawn where it has a rank."""
    from matplotlib.patches import Patch

    columns = [str(name) for name in ranks.columns]
    ranks = ranks.set_axis(columns, axis=1).astype(float)
    if not ranks.notna().to_numpy().any():
        raise RequestError(say("not-defined/plot-table"), source="plot")
    first, last = columns[0], columns[-1]
    gains = (ranks[first] - ranks[last]).dropna()
    pen.legend(
        [
            Patch(facecolor=GAIN, label=pen.text(say("plot/up", places=FAR))),
            Patch(facecolor=LOSS, hatch=FALLING, edgecolor=PAPER, label=pen.text(say("plot/down", places=FAR))),
            Patch(facecolor=FAINT, edgecolor=RULE, label=pen.text(say("plot/other-cities"))),
        ]
    )
    city = str(gains.abs().idxmax()) if len(gains) and gains.abs().max() > 0 else ""
    if city:
        before, after = (int(rank) for rank in ranks.loc[city, [first, last]].to_numpy(dtype=float))
        finding = say("plot/moves-most", city=city, first=first, last=last, before=before, after=after)
        if len(columns) == 2:
            finding = say("plot/moves-most-of-two", city=city, before=before, after=after)
    else:
        finding = say("plot/no-move", first=first, last=last)
    pen.head(finding, *about, alt=say("plot/slopes-alt", count=len(ranks), columns=tuple(columns)))
    rows = list(ranks.index)[: pen.first(len(ranks), top)]
    if city and city not in rows:
        rows[-1] = city  # the title is about it
    shown = ranks.loc[rows]
    places = pd.DataFrame({name: shown[name].dropna().rank(method="first") - 1 for name in columns}, index=shown.index)
    _labels(pen, shown, places, first, last)
    for city in shown.index:
        _line(pen, places.loc[city].to_numpy(dtype=float), float(gains.get(city, 0.0)))
    pen.ax.set_xlim(-0.06, len(columns) - 0.94)
    room = pen.width * 0.6 / max(len(columns) - 1, 1)
    shorter = [shortened(name, room, pen.size.note) for name in columns]
    name_ticks(pen.ax.xaxis, range(len(columns)), shorter, pen.size.note)
    pen.ax.xaxis.grid(visible=True, color=FAINT)
    pen.ax.spines["bottom"].set_visible(False)


def _labels(pen: Canvas, ranks: pd.DataFrame, places: pd.DataFrame, first: str, last: str) -> None:
    """Name the cities on the left in the first order, on the right in the last."""
    left = places[first].dropna().sort_values().index
    right = places[last].dropna().sort_values().index
    count = max(len(left), len(right), 1)
    names = ranked_names(pen, ranks.loc[left, first].astype(int))
    letters = pen.rows(names + [""] * (count - len(names)), share=0.3, left=True)
    texts = [
        shortened(name, 0.3 * pen.width, letters) for name in ranked_names(pen, ranks.loc[right, last].astype(int))
    ]
    pen.beside(texts, letters, strong=True)


def _line(pen: Canvas, places: Places, gain: float) -> None:
    """Draw the bands between the places of a city, and a mark at each."""
    known = np.flatnonzero(np.isfinite(places))
    far = abs(gain) >= FAR
    colour = (GAIN if gain > 0 else LOSS) if far else LEFT_OUT
    for left, right in pairwise(known):
        _band(pen, (float(left), float(places[left])), (float(right), float(places[right])), gain if far else 0.0)
    pen.ax.plot(
        known, places[known], color=colour, linestyle="", marker="o", markersize=4 if far else 3,
        markeredgecolor=PAPER, markeredgewidth=0.5, zorder=4, clip_on=False,
    )  # fmt: skip


def _band(pen: Canvas, start: tuple[float, float], end: tuple[float, float], gain: float) -> None:
    """Draw a band from one place to another, level at both; those of cities that move far are in front."""
    steps = np.linspace(0, 1, CORNERS)
    across = start[0] + steps * (end[0] - start[0])
    middle = start[1] + (3 * steps**2 - 2 * steps**3) * (end[1] - start[1])
    if gain:
        style: dict[str, Any] = {"facecolor": GAIN if gain > 0 else LOSS, "edgecolor": PAPER, "zorder": 3}
        style |= {"hatch": "" if gain > 0 else FALLING, "alpha": 0.85}
    else:
        style = {"facecolor": FAINT, "edgecolor": RULE, "zorder": 2}
    pen.ax.fill_between(across, middle - THICK / 2, middle + THICK / 2, linewidth=0.5, **style)
