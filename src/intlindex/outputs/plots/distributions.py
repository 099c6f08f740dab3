"""The values of each indicator, from the lowest to the highest, with those that were treated or imputed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from intlindex.core.scored import ScoredIndex
from intlindex.display.rounding import fixed
from intlindex.errors import RequestError, UnknownNameError, nearest, problem
from intlindex.outputs.plots.about import about_index
from intlindex.outputs.plots.canvas import Canvas, FigureSize, canvas
from intlindex.outputs.plots.lettering import name_ticks, shortened
from intlindex.outputs.plots.style import ACCENT, DEEP, FAINT, INK, PAPER
from intlindex.sentences import say
from intlindex.sentences.voices import UNIT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["distributions"]


def distributions(
    index: ScoredIndex,
    *,
    indicators: Sequence[str] | None = None,
    ax: Any = None,
    figsize: FigureSize = None,
    title: str | None = None,
) -> Axes:
    """Draw the distributions of the indicators; see `IndexPlots.distributions`."""
    known = list(index.fits.indicators)
    asked = known if indicators is None else list(indicators)
    unknown = [name for name in asked if name not in known]
    if unknown:
        wrong = [
            problem("unknown-node/plot-indicator", str(name), found=name, hint=nearest(str(name), known))
            for name in unknown
        ]
        raise UnknownNameError(wrong, source="plot")
    if not asked:
        raise RequestError(say("not-defined/plot-table"), source="plot")
    with canvas(index.shown, ax=ax, figsize=figsize, title=title) as pen:
        before, after, raw = index.stage("denominated"), index.stage("treated"), index.stage("transformed")
        treated = (after != index.stage("imputed")) & index.stage("imputed").notna()
        imputed = raw.isna() & index.stage("imputed").notna()
        _legend(pen, treated=bool(treated.to_numpy().any()), imputed=bool(imputed.to_numpy().any()))
        skewness = before[asked].skew().fillna(0.0).to_numpy(dtype=np.float64)
        most = int(np.abs(skewness).argmax())
        count = int(treated[asked].to_numpy().sum())
        written = fixed(skewness[most], 1).replace("-", "\u2212")
        finding = say("plot/distributions", node=asked[most], skewness=written, treated=count)
        pen.head(finding, *about_index(index), alt=say("plot/distributions-alt", count=len(asked)))
        asked = asked[: pen.first(len(asked))]
        letters = pen.rows([pen.name(node) for node in asked], share=0.4, left=True)
        units = {node.id: node.unit for node in index.framework.indicators}
        texts = []
        for row, node in enumerate(asked):
            values = before[node].to_numpy(dtype=np.float64)
            span = _row(pen, row, values, treated[node].to_numpy(), imputed[node].to_numpy())
            texts.append(span if pen.narrow else _with_unit(pen, span, units[node], letters * 0.85))
        pen.beside(texts, letters * 0.85)
        pen.ax.set_xlim(-0.02, 1.02)
        ends = [pen.text(say("plot/lowest")), pen.text(say("plot/highest"))]
        name_ticks(pen.ax.xaxis, [0, 1], ends, pen.size.note)
        pen.axis("x", say("plot/values-axis"), grid=False)
    return pen.ax


def _legend(pen: Canvas, *, treated: bool, imputed: bool) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=DEEP, marker="o", markersize=4, alpha=0.6, linestyle="", label=pen.text(say("plot/city"))),
        Line2D([], [], color=INK, marker="|", markersize=7, linestyle="", label=pen.text(say("plot/median"))),
    ]
    if treated:
        label = pen.text(say("plot/treated"))
        handles.append(Line2D([], [], color=ACCENT, marker="D", markersize=4.5, linestyle="", label=label))
    if imputed:
        handles.append(
            Line2D(
                [], [], color=PAPER, markeredgecolor=INK, marker="s", linestyle="", label=pen.text(say("plot/imputed"))
            )
        )
    pen.legend(handles)


def _row(
    pen: Canvas, row: int, values: np.ndarray[Any, Any], treated: np.ndarray[Any, Any], imputed: np.ndarray[Any, Any]
) -> str:
    """Draw the values of one indicator between their lowest and highest, and return these in words."""
    known = np.isfinite(values)
    if not known.any():
        return pen.text(say("plot/no-values"))
    low, high = float(values[known].min()), float(values[known].max())
    at = (values - low) / (high - low) if high > low else np.where(known, 0.5, np.nan)
    pen.ax.plot([0, 1], [row, row], color=FAINT, linewidth=1.0, zorder=1)
    plain = known & ~treated & ~imputed
    pen.ax.plot(at[plain], np.full(plain.sum(), row), "o", color=DEEP, markersize=4, alpha=0.45, markeredgewidth=0)
    pen.ax.plot(at[known & treated], np.full((known & treated).sum(), row), "D", color=ACCENT, markersize=4.5, zorder=3)
    median = float(np.median(at[known]))
    pen.ax.plot([median, median], [row - 0.3, row + 0.3], color=INK, linewidth=1.2, zorder=2)
    return pen.text(say("plot/value-span", low=_short(low), high=_short(high)))


def _with_unit(pen: Canvas, span: str, unit: str, letters: float) -> str:
    """Return a span with the unit of the values, as much of it as fits."""
    return shortened(f"{span} {pen.names.get(UNIT + unit, unit)}", pen.width * 0.185, letters)


def _short(value: float) -> str:
    """Write a number to four digits, without an exponent below a million."""
    return f"{value:.4g}" if abs(value) < 1_000 else f"{value:,.0f}" if abs(value) < 1e7 else f"{value:.3g}"
