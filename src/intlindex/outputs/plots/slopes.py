"""Rankings beside each other: a line for each city from its place in one to its place in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from intlindex.analyses.comparison.change import Change
from intlindex.analyses.comparison.index_set import IndexSet
from intlindex.analyses.sensitivity.scenarios import Scenarios
from intlindex.errors import RequestError
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import shortened
from intlindex.outputs.plots.ranking import ranked_names
from intlindex.outputs.plots.style import GAIN, LEFT_OUT, LOSS, PAPER
from intlindex.sentences import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["change", "index_set", "scenarios"]

FAR = 3  # places from which a line is coloured


def index_set(
    found: IndexSet, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the ranks in several indices, which differ in weights, methods or editions."""
    with canvas(found.shown, ax=ax, figsize=figsize, title=title) as pen:
        _slopes(pen, found.ranks, found.shown.title, top)
    return pen.ax


def change(
    found: Change, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the ranks before and after."""
    ranks = found.ranks[["before", "after"]].sort_values("before", kind="stable")
    names = found.names if found.names[0] != found.names[1] else ("before", "after")
    with canvas(found.shown, ax=ax, figsize=figsize, title=title) as pen:
        _slopes(pen, ranks.set_axis(list(names), axis=1), found.shown.title, top)
    return pen.ax


def scenarios(
    found: Scenarios, *, top: int | None = None, ax: Any = None, figsize: FigureSize = None, title: str | None = None
) -> Axes:
    """Draw the nominal ranks and those of each scenario."""
    with canvas(found.shown, ax=ax, figsize=figsize, title=title) as pen:
        _slopes(pen, found.ranks.sort_values("nominal", kind="stable"), found.shown.title, top)
    return pen.ax


def _slopes(pen: Canvas, ranks: pd.DataFrame, about: str, top: int | None) -> None:
    """Draw the lines; a city is drawn where it has a rank."""
    from matplotlib.lines import Line2D

    columns = [str(name) for name in ranks.columns]
    ranks = ranks.set_axis(columns, axis=1).astype(float)
    if not ranks.notna().to_numpy().any():
        raise RequestError(say("not-defined/plot-table"), source="plot")
    first, last = columns[0], columns[-1]
    gains = (ranks[first] - ranks[last]).dropna()
    pen.legend(
        [
            Line2D([], [], color=GAIN, linewidth=2, label=pen.text(say("plot/up", places=FAR))),
            Line2D([], [], color=LOSS, linewidth=2, linestyle="--", label=pen.text(say("plot/down", places=FAR))),
            Line2D([], [], color=LEFT_OUT, linewidth=1, label=pen.text(say("plot/other-cities"))),
        ]
    )
    if len(gains) and gains.abs().max() > 0:
        city = str(gains.abs().idxmax())
        before, after = (int(rank) for rank in ranks.loc[city, [first, last]].to_numpy(dtype=float))
        finding = say("plot/moves-most", city=city, first=first, last=last, before=before, after=after)
    else:
        finding = say("plot/no-move", first=first, last=last)
    pen.head(
        finding, say("plot/asked", title=about), alt=say("plot/slopes-alt", count=len(ranks), columns=tuple(columns))
    )
    shown = ranks.head(pen.capacity(top))
    places = pd.DataFrame({name: shown[name].dropna().rank(method="first") - 1 for name in columns}, index=shown.index)
    _labels(pen, shown, places, first, last)
    for city in shown.index:
        _line(pen, places.loc[city].to_numpy(dtype=float), float(gains.get(city, 0.0)))
    pen.ax.set_xlim(-0.06, len(columns) - 0.94)
    room = pen.width * 0.6 / max(len(columns) - 1, 1)
    shorter = [shortened(name, room, pen.size.note) for name in columns]
    pen.ax.set_xticks(range(len(columns)), shorter, fontsize=pen.size.note)
    pen.ax.xaxis.grid(visible=True, color="#e9ecef")
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


def _line(pen: Canvas, places: np.ndarray[Any, Any], gain: float) -> None:
    known = np.flatnonzero(np.isfinite(places))
    far = abs(gain) >= FAR
    colour = (GAIN if gain > 0 else LOSS) if far else LEFT_OUT
    style = "--" if far and gain < 0 else "-"
    pen.ax.plot(
        known, places[known], color=colour, linestyle=style, linewidth=1.6 if far else 0.9, marker="o",
        markersize=4 if far else 3, markeredgecolor=PAPER, markeredgewidth=0.5, zorder=3 if far else 2, clip_on=False,
    )  # fmt: skip
