"""What is read off a drawn figure: its texts with their boxes, bars and marks."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from matplotlib.text import Text


def texts_of(ax: Any, *, draw: bool = True) -> dict[Text, Any]:
    """Return the box of each text of a figure that is visible and not empty; it is drawn first, if it was not."""
    figure = ax.get_figure(root=True)
    if draw:
        figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    found = {}
    for each in dict.fromkeys(ax.findobj(Text)):
        if each.get_visible() and each.get_text().strip():
            found[each] = each.get_window_extent(renderer)
    axes = (ax.xaxis, ax.yaxis)
    ticks = {label for axis in axes for label in axis.get_majorticklabels()}
    shown = {label for axis in axes for tick in axis._update_ticks() for label in (tick.label1, tick.label2)}
    return {text: box for text, box in found.items() if text not in ticks or text in shown}


def faults(ax: Any, *, overlap: bool = True, draw: bool = True) -> list[str]:
    """Return the texts that leave the figure, and pairs of texts that overlap."""
    texts = texts_of(ax, draw=draw)
    page = ax.get_figure(root=True).bbox
    found = [
        f"{text.get_text()!r} leaves the figure: {box}"
        for text, box in texts.items()
        if box.x0 < page.x0 - 1 or box.y0 < page.y0 - 1 or box.x1 > page.x1 + 1 or box.y1 > page.y1 + 1
    ]
    if overlap:
        found += [
            f"{one.get_text()!r} overlaps {other.get_text()!r}"
            for (one, a), (other, b) in combinations(texts.items(), 2)
            if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.75 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.75
        ]
    return found


def rows_of(ax: Any) -> list[str]:
    """Return the labels of the rows, from top to bottom, without ranks."""
    return [label.get_text().replace("\u2007", "").split("\u2002")[-1] for label in ax.get_yticklabels()]


def bars_of(ax: Any) -> list[tuple[float, float, float]]:
    """Return row, start and length of each horizontal bar."""
    return [
        (bar.get_y() + bar.get_height() / 2, bar.get_x(), bar.get_width())
        for container in ax.containers
        for bar in container
    ]


def subtitle_of(ax: Any, *, wraps: str = " ") -> str:
    """Return the subtitle in one line; Chinese wraps without a space."""
    texts = [text.get_text() for text in ax.texts if text.get_gid() == "heading-subtitle"]
    return wraps.join("".join(texts).split("\n"))


def title_of(ax: Any) -> str:
    return " ".join(ax.get_title(loc="left").split())
