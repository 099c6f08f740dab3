"""Where a figure is drawn: its size, its title and legend above the axes, and its names; one for all figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from intlindex.display.result import FigureSize
from intlindex.display.shown import Shown
from intlindex.errors import MissingDependencyError, RequestError, problem
from intlindex.outputs.plots.describing import describe
from intlindex.outputs.plots.heading_above import place_heading
from intlindex.outputs.plots.lettering import PLAIN, clean, families, name_ticks, shortened, width, wrapped
from intlindex.outputs.plots.style import FAINT, INK, MUTED, PAPER, RULE, SETTINGS, Lettering
from intlindex.sentences import Sentence, say
from intlindex.sentences.nouns import speaking
from intlindex.sentences.voices import CITY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["POINTS", "Canvas", "FigureSize", "canvas", "is_size"]

POINTS = 72.0
COARSE = 72  # dots per inch at which letters, fitted to pixels, are widest
WIDTHS: Mapping[str, float] = {"page": 7.1, "column": 3.5}
"""Widths in inches: a page or the output of a notebook, and a column of a journal."""
FOOT = 34.0  # points below the axes: tick labels, and what the axis is called
MOST_ROWS = 60  # on a page
SMALLEST = 4.5  # points of the smallest letters of a row
LINE = 1.3  # height of a row, in heights of its letters


@dataclass
class Canvas:
    """The axes of one figure, and what is put around them."""

    ax: Axes
    own: bool
    """Whether the figure was made for these axes."""
    free: bool
    """Whether the height of the figure follows from what is drawn."""
    size: Lettering
    language: str
    names: Mapping[str, str]
    asked: str | None
    """The title that was asked for; the finding by default, "" for none."""
    title: str = ""
    subtitle: str = ""
    handles: list[Any] = field(default_factory=list)
    heights: list[float] = field(default_factory=lambda: [220.0])
    alt: Sentence | None = None
    foot: float = FOOT
    """Height below the axes, in points."""

    # ---------------------------------------------------------------- names and texts

    def name(self, key: str) -> str:
        """Return the name of a node or a city, without characters that cannot be drawn."""
        return clean(self.names.get(key) or self.names.get(CITY + key, key))

    def text(self, sentence: str) -> str:
        """Return a sentence in the language of the figure."""
        return sentence.written(self.language, self.names) if isinstance(sentence, Sentence) else str(sentence)

    @property
    def width(self) -> float:
        """Width of the figure, or of axes that were given, in points."""
        box = self.figure.bbox if self.own else self.ax.bbox
        return float(box.width) / self.figure.dpi * POINTS

    @property
    def figure(self) -> Figure:
        """The figure."""
        found = self.ax.get_figure(root=True)
        assert found is not None
        return found

    @property
    def room(self) -> float:
        """Width for title and legend, in points."""
        return self.width - (2 * self.size.margin if self.own else 0)

    @property
    def narrow(self) -> bool:
        """Whether there is only a column."""
        return self.size.label < 8

    # ---------------------------------------------------------------- what is put around the axes

    def head(self, finding: Sentence, *about: str, alt: Sentence) -> None:
        """Set the title, which states the finding, the subtitle, which says of what, and the text alternative."""
        self.title = self.text(finding) if self.asked is None else self.asked
        if self.asked != "":
            self.subtitle = self._joined(*about)
        self.alt = say("plot/alt", finding=finding, figure=alt)

    def _joined(self, *sentences: str) -> str:
        return ("" if self.language == "zh" else " ").join(text for each in sentences if (text := self.text(each)))

    def legend(self, handles: Sequence[Any]) -> None:
        """Explain fills and marks, above the axes."""
        self.handles = list(handles)

    def axis(self, axis: Literal["x", "y"], label: str, *, grid: bool = True) -> None:
        """Label an axis, and draw the lines of its scale."""
        found = self.ax.xaxis if axis == "x" else self.ax.yaxis
        text = wrapped(self.text(label), self.width * 0.6, self.size.note)
        if axis == "x":
            self.foot += text.count("\n") * self.size.note * LINE
        found.set_label_text(text, fontsize=self.size.note, color=MUTED, family=families(text), **PLAIN)
        if grid:
            found.grid(visible=True, color=FAINT, linewidth=0.6)

    def rows(
        self, labels: Sequence[str], *, share: float = 0.36, bold: Sequence[int] = (), left: bool = False
    ) -> float:
        """Label the rows of a list, the first on top; return the size of the letters.

        Parameters
        ----------
        labels : sequence of str
            Names as they are to be drawn.
        share : float
            How much of the width they may take; longer ones end in an ellipsis.
        bold : sequence of int
            Rows whose names are bold.
        left : bool
            Align the names on the left.
        """
        letters = min(self.size.label, max(SMALLEST, self.row_height(len(labels)) / LINE))
        room = share * self.width
        shown = [shortened(label, room, letters, bold=place in bold) for place, label in enumerate(labels)]
        name_ticks(self.ax.yaxis, range(len(shown)), shown, letters)
        self.ax.set_ylim(len(shown) - 0.4, -0.6)
        wide = [width(label, letters, bold=place in bold) for place, label in enumerate(shown)]
        widest = max(wide, default=0) if left else 0
        self.ax.tick_params(axis="y", length=0, pad=4 + widest)
        for place, label in enumerate(self.ax.get_yticklabels()):
            label.set(ha="left" if left else "right")
            if place in bold:
                label.set_fontweight("bold")
        self.heights = [len(shown) * self.size.row]
        return letters

    def columns(self, labels: Sequence[str], *, room: float, above: bool = False) -> None:
        """Label columns, turned by a right angle where they are too narrow for their names."""
        step = self.width * 0.58 / max(len(labels), 1)
        letters = min(self.size.note, max(SMALLEST, step / LINE))
        turned = max((width(clean(label), letters) for label in labels), default=0) > step
        shown = [shortened(label, room if turned else max(step, room), letters) for label in labels]
        name_ticks(self.ax.xaxis, range(len(shown)), shown, letters, rotation=90 if turned else 0)
        if turned:
            self.foot = max(width(label, letters) for label in shown) + FOOT / 2
        below = not above
        self.ax.tick_params(axis="x", length=0, pad=3, top=above, bottom=below, labeltop=above, labelbottom=below)

    def note(
        self,
        text: str,
        at: tuple[float, float],
        letters: float,
        *,
        right: float = 0.0,
        up: float = 0.0,
        align: str = "left",
        colour: str = INK,
        bold: bool = False,
        ground: bool = False,
    ) -> None:
        """Write next to a place of the axes, moved by points; on a ground that covers lines, if asked."""
        weight = "bold" if bold else "normal"
        box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0} if ground else None
        self.ax.annotate(
            text, at, (right, up), textcoords="offset points", ha=align, va="center_baseline", fontsize=letters,
            color=colour, family=families(text), fontweight=weight, parse_math=False, annotation_clip=False, bbox=box,
        )  # fmt: skip

    def stretch(self, share: float) -> None:
        """Make room on the right for texts at the ends of bars."""
        low, high = self.ax.get_xlim()
        self.ax.set_xlim(low, high + share * (high - low))

    def beside(self, texts: Sequence[str], letters: float, *, strong: bool = False) -> None:
        """Write a text on the right of each row, outside the axes."""
        axis = self.ax.secondary_yaxis("right")
        name_ticks(axis.yaxis, range(len(texts)), texts, letters)
        axis.tick_params(length=0, pad=3, colors=INK if strong else MUTED)
        axis.spines["right"].set_visible(False)

    def row_height(self, count: int) -> float:
        """Return how high a row can be, in points."""
        return self.size.row if self.free else max(self.available, 1) / max(count, 1)

    @property
    def available(self) -> float:
        """Height for the axes where the size is given, in points; set title and legend first."""
        if not self.own:
            return float(self.ax.bbox.height) / self.figure.dpi * POINTS
        return (
            float(self.figure.get_size_inches()[1]) * POINTS - self._place(measure=True) - self.foot - self.size.margin
        )

    def capacity(self, top: int | None = None) -> int:
        """Return how many rows to draw: the number asked for, or what fits, or what suits a page.

        Raises
        ------
        RequestError
            If the number asked for is not a whole number of at least 1.
        """
        if top is None:
            return MOST_ROWS if self.free else max(int(self.available / (SMALLEST * LINE)), 1)
        if not _is_count(top):
            raise RequestError([problem("out-of-range/top", "top", found=f"{top!r:.40}")], source="plot")
        return int(top)

    def square(self, top: int | None = None) -> int:
        """Return how many rows a table can have that has the same names at its columns."""
        return min(self.capacity(top), max(round(self.width * 0.58 / (SMALLEST * LINE)), 1))

    def first(self, count: int, top: int | None = None, *, square: bool = False) -> int:
        """Return how many of a number of rows are drawn, which the subtitle says where these are not all."""
        most, about = self.square if square else self.capacity, self.subtitle
        shown = min(count, most(top))
        for _ in range(2 if shown < count and self.asked != "" else 0):  # the sentence takes room
            self.subtitle = self._joined(about, say("plot/first-rows", shown=shown, count=count))
            shown = min(count, most(top))
        return shown

    def height(self, points: float) -> None:
        """Ask for a height of the axes, where it is free."""
        self.heights = [points]

    def _place(self, *, measure: bool = False) -> float:
        """Place title, subtitle and legend; return the height that they take."""
        return place_heading(
            self.ax,
            title=self.title,
            subtitle=self.subtitle,
            handles=self.handles,
            size=self.size,
            room=self.room,
            own=self.own,
            measure=measure,
        )

    def finish(self) -> None:
        """Lay the figure out, once."""
        taken = self._place()
        if self.own:
            if self.free:
                height = (taken + self.heights[-1] + self.foot + self.size.margin) / POINTS
                self.figure.set_size_inches(self.figure.get_size_inches()[0], height)
            _lay_out(self.figure, taken / POINTS, self.size.margin / POINTS)
        if self.alt is not None:
            describe(self.ax, self.text(self.alt))


def _lay_out(figure: Figure, head: float, margin: float) -> None:
    """Fit the axes with their labels between heading and margins, and leave them there."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    wide, high = figure.get_size_inches()
    share = min(head / high, 0.8)
    engine = ConstrainedLayoutEngine(
        w_pad=0,
        h_pad=0,
        rect=(margin / wide, margin / high, 1 - 2 * margin / wide, 1 - share - margin / high),
    )
    # The layout counts a title wherever it is.
    above = [artist for artist in figure.findobj() if str(artist.get_gid()).startswith("heading")]
    for artist in above:
        artist.set_visible(False)
    figure.set_layout_engine(engine)
    resolution = figure.dpi
    figure.set_dpi(COARSE)
    figure.draw_without_rendering()
    figure.set_dpi(resolution)
    figure.set_layout_engine("none")
    for artist in above:
        artist.set_visible(True)


@contextmanager
def canvas(shown: Shown, *, ax: Any = None, figsize: FigureSize = None, title: str | None = None) -> Iterator[Canvas]:
    """Open the axes on which a figure is drawn, and lay it out afterwards; settings of matplotlib are then as before.

    Parameters
    ----------
    shown : Shown
        Of what language and names are taken.
    ax : Axes, optional
        Where to draw; by default a new figure is made.
    figsize : tuple of float, "page" or "column", optional
        Size of the new figure.
    title : str, optional
        The title; by default the finding, and "" for none.

    Yields
    ------
    Canvas
        The axes, and what is put around them.

    Raises
    ------
    MissingDependencyError
        If matplotlib is not installed.
    RequestError
        If an argument is of a wrong type.
    """
    try:
        import matplotlib as mpl
        import matplotlib.pyplot as plt
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/plot"), source="plot") from error
    _check(ax, figsize, title)
    settings: Any = dict(SETTINGS)  # the type of matplotlib lists all names
    with mpl.rc_context(settings), speaking(shown.noun):
        own = ax is None
        if own:
            wide, high = (WIDTHS[figsize or "page"], 4.0) if not isinstance(figsize, tuple) else figsize
            ax = plt.figure(figsize=(wide, high)).add_subplot()
        else:
            wide = ax.bbox.width / ax.figure.dpi
        size = Lettering.of(wide)
        names = {**shown.labels, **shown.names}
        pen = Canvas(ax, own, own and not isinstance(figsize, tuple), size, shown.language, names, title)
        _prepare(ax, size)
        try:
            yield pen
            pen.finish()
        except BaseException:
            if own:
                plt.close(ax.figure)
            raise


def _prepare(ax: Axes, size: Lettering) -> None:
    """Style axes that may have been made under other settings."""
    ax.set_facecolor(PAPER)
    ax.set_axisbelow(True)
    ax.grid(visible=False)
    for side, spine in ax.spines.items():
        spine.set(visible=side == "bottom", color=RULE, linewidth=0.6)
    ax.tick_params(axis="x", labelsize=size.note, labelcolor=MUTED, color=RULE, length=2.5, width=0.6, pad=2)
    ax.tick_params(axis="y", labelsize=size.note, labelcolor=INK, color=RULE, length=2.5, width=0.6, pad=2)


def _check(ax: Any, figsize: Any, title: Any) -> None:
    """Refuse arguments of a wrong type, all at once."""
    from matplotlib.axes import Axes

    problems = []
    if ax is not None and not isinstance(ax, Axes):
        problems.append(problem("wrong-type/plot-ax", "ax", found=f"{ax!r:.60}"))
    if not is_size(figsize):
        problems.append(problem("wrong-value/plot-figsize", "figsize", found=f"{figsize!r:.60}", allowed=tuple(WIDTHS)))
    if title is not None and not isinstance(title, str):
        problems.append(problem("wrong-type/plot-title", "title", found=f"{title!r:.60}"))
    if problems:
        raise RequestError(problems, source="plot")


def _is_count(top: Any) -> bool:
    return isinstance(top, int | np.integer) and not isinstance(top, bool) and int(top) >= 1


def is_size(figsize: Any) -> bool:
    """Return whether it is the size of a figure: none, a name, or width and height in inches.

    Examples
    --------
    >>> is_size("page"), is_size((7, 4)), is_size((0, 4))
    (True, True, False)
    """
    if figsize is None or isinstance(figsize, str):
        return figsize is None or figsize in WIDTHS
    if not isinstance(figsize, tuple) or len(figsize) != 2:
        return False
    return all(isinstance(side, int | float) and not isinstance(side, bool) and 1 <= side <= 200 for side in figsize)
