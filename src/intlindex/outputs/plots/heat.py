"""Tables of shares or correlations as fields of colour, in steps that differ in lightness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intlindex.outputs.plots.canvas import Canvas
from intlindex.outputs.plots.style import INK, PAPER

__all__ = ["CORRELATIONS", "SHARES", "Steps", "field", "legend_of"]

Array = NDArray[np.float64]
Steps = tuple[tuple[float, ...], tuple[str, ...]]
"""Upper ends of steps, in ascending order, and their colours."""

SHARES: Steps = (
    (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0),
    ("#f7f8f9", "#dfeceb", "#b5d8d2", "#77b9b0", "#3e9c8f", "#246b78", "#12496b"),
)
CORRELATIONS: Steps = (
    (-0.7, -0.4, -0.1, 0.1, 0.4, 0.7, 1.0),
    ("#a63d12", "#dd8a5c", "#f5d3bd", "#f7f8f9", "#b5d8d2", "#5dab9f", "#12496b"),
)


def field(pen: Canvas, values: Array, steps: Steps, *, numbers: Sequence[Sequence[str]] | None = None) -> None:
    """Draw a table, the first row on top, with numbers in the cells if there are any; blanks stay white."""
    from matplotlib.colors import BoundaryNorm, ListedColormap

    edges, colours = steps
    tiny = 1e-9
    low = min(-1.0, edges[0]) - 1 if edges[0] < 0 else -1.0
    norm = BoundaryNorm([low, *(edge + tiny for edge in edges)], len(colours))
    shown = np.ma.masked_invalid(values)
    rows, columns = values.shape
    pen.ax.pcolormesh(
        np.arange(columns + 1) - 0.5, np.arange(rows + 1) - 0.5, shown, cmap=ListedColormap(colours), norm=norm,
        edgecolors=PAPER, linewidth=0.4,
    )  # fmt: skip
    pen.ax.set_xlim(-0.5, columns - 0.5)
    pen.ax.set_ylim(rows - 0.5, -0.5)
    pen.ax.spines["bottom"].set_visible(False)
    letters = pen.size.note * 0.85
    for row, texts in enumerate(numbers or ()):
        for column, text in enumerate(texts):
            if text:
                place = int(np.searchsorted(np.array(edges) + tiny, values[row, column]))
                dark = colours[min(place, len(colours) - 1)] in {"#246b78", "#12496b", "#3e9c8f", "#a63d12"}
                colour = PAPER if dark else INK
                pen.note(text, (column, row), letters, align="center", colour=colour)


def legend_of(steps: Steps, labels: Sequence[str]) -> list[Any]:
    """Return the legend of the steps."""
    from matplotlib.patches import Patch

    return [
        Patch(facecolor=colour, edgecolor="#c9ced4", label=label)
        for colour, label in zip(steps[1], labels, strict=True)
    ]
