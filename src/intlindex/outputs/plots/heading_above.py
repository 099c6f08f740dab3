"""What is above the axes of a figure: title, subtitle and legend, from the top down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from intlindex.outputs.plots.lettering import families, shortened, width, wrapped
from intlindex.outputs.plots.style import INK, MUTED, Lettering

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

__all__ = ["place_heading"]

LINE = 1.25
POINTS = 72.0
HANDLE, GAP, BETWEEN = 1.4, 0.5, 1.4  # widths of a legend's mark and spaces, in heights of its letters


def place_heading(
    ax: Axes,
    *,
    title: str,
    subtitle: str,
    handles: Sequence[Any],
    size: Lettering,
    room: float,
    own: bool,
    measure: bool,
) -> float:
    """Place title, subtitle and legend, above axes that were given or at the top of their own figure.

    Parameters
    ----------
    ax : Axes
        The axes.
    title, subtitle : str
        Texts, which are wrapped.
    handles : sequence of artists
        What the legend explains.
    size : Lettering
        Sizes of letters.
    room : float
        Width in points.
    own : bool
        Whether the figure has no other axes.
    measure : bool
        Only measure.

    Returns
    -------
    float
        The height, in points.
    """
    lines = [wrapped(title, room, size.title, bold=True), wrapped(subtitle, room, size.subtitle)]
    above = size.margin if own else 0.0
    at_subtitle = above + _height(lines[0], size.title) + (2 if lines[0] else 0)
    at_legend = at_subtitle + _height(lines[1], size.subtitle) + (4 if lines[1] else 0)
    labels = [shortened(str(handle.get_label()), room * 0.8, size.note) for handle in handles]
    columns = _columns(labels, room, size.note)
    rows = -(-len(labels) // columns) if labels else 0
    total = at_legend + rows * size.note * 1.55 + (6 if any(lines) or rows else 0)
    if measure:
        return total

    def at(down: float) -> Transform:
        return _shifted(ax, size.margin if own else 0.0, -down if own else total - down, own=own)

    _write_title(ax, lines[0], size, at(above))
    if lines[1]:
        ax.text(
            0, 1, lines[1], transform=at(at_subtitle), va="top", ha="left", fontsize=size.subtitle, color=MUTED,
            family=families(lines[1]), linespacing=LINE, gid="heading-subtitle", parse_math=False, clip_on=False,
        )  # fmt: skip
    if labels:
        _write_legend(ax, handles, labels, columns, size.note, transform=at(at_legend))
    return total


def _write_title(ax: Axes, title: str, size: Lettering, transform: Transform) -> None:
    found = ax.set_title(title, loc="left", y=1.0, pad=0, fontsize=size.title, fontweight="bold", color=INK)
    found.set(family=families(title), linespacing=LINE, va="top", gid="heading-title", x=0, transform=transform)
    found.set_parse_math(False)


def _write_legend(
    ax: Axes, handles: Sequence[Any], labels: Sequence[str], columns: int, letters: float, *, transform: Transform
) -> None:
    rows = -(-len(labels) // columns)
    # matplotlib fills a legend column by column; a reader goes along the rows.
    order = [row * columns + column for column in range(columns) for row in range(rows)]
    order = [place for place in order if place < len(labels)]
    found = ax.legend(
        [handles[place] for place in order],
        [labels[place] for place in order],
        loc="upper left",
        bbox_to_anchor=(0, 1),
        bbox_transform=transform,
        ncols=columns,
        fontsize=letters,
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        handlelength=HANDLE,
        handletextpad=GAP,
        columnspacing=BETWEEN,
        labelspacing=0.4,
    )
    found.set_gid("heading-legend")
    for text in found.get_texts():
        text.set(family=families(text.get_text()), color=INK)
        text.set_parse_math(False)


def _height(text: str, letters: float) -> float:
    return (text.count("\n") + 1) * letters * LINE if text else 0.0


def _columns(labels: Sequence[str], room: float, letters: float) -> int:
    """Return how many columns of a legend fit beside each other."""
    if not labels:
        return 1
    each = max(width(label, letters) for label in labels) + letters * (HANDLE + GAP + BETWEEN)
    beside = sum(width(label, letters) + letters * (HANDLE + GAP + BETWEEN) for label in labels)
    return len(labels) if beside <= room else min(max(int(room / each), 1), len(labels))


def _shifted(ax: Axes, right: float, up: float, *, own: bool) -> Transform:
    """Return where a text is placed: from the top left of the figure, or of axes that were given."""
    from matplotlib.transforms import ScaledTranslation

    figure = ax.get_figure(root=True)
    assert figure is not None
    base = figure.transFigure if own else ax.transAxes
    return base + ScaledTranslation(right / POINTS, up / POINTS, figure.dpi_scale_trans)
