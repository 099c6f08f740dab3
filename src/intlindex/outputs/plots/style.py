"""What all figures look like: colours that differ in lightness, sizes of letters, and settings of matplotlib.

The colours are ordered by lightness, so that they are distinguished in black and white print and by colour-blind
readers; where there are more than three, every second one is hatched as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = [
    "ACCENT",
    "DEEP",
    "FAINT",
    "GAIN",
    "INK",
    "LEFT_OUT",
    "LOSS",
    "MARKERS",
    "MUTED",
    "PAPER",
    "RULE",
    "SETTINGS",
    "Lettering",
    "areas",
    "fills",
]

INK, MUTED, RULE, FAINT, PAPER = "#1f2328", "#5c6570", "#c9ced4", "#e9ecef", "#ffffff"
"""Text, secondary text, lines of scales, bands, and background."""
ACCENT = "#c8501e"
"""What a figure points to; darker than `LEFT_OUT` and lighter than the first fill."""
GAIN, LOSS, DEEP = "#3e9c8f", ACCENT, "#12496b"
"""What adds, what subtracts, and the darkest fill."""
LEFT_OUT = "#9aa3ad"
"""Marks that are not the subject."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">")

_THREE = ("#12496b", "#3e9c8f", "#f2c45a")
# Steps of equal lightness on a scale from deep blue to pale yellow.
_SCALE = ("#12355b", "#1f5f7f", "#3e8e93", "#6fb08c", "#b3c77d", "#f2d06b", "#f9e9b5")
_AREAS = ("#bfdcd6", "#12496b", "#f2c45a", "#3e9c8f", "#e3b7a0", "#7d8791")
_HATCHES = ("", "////", "", "....", "", "\\\\\\\\", "", "xxxx")


def fills(count: int, *, plain: bool = False) -> list[dict[str, Any]]:
    """Return how a number of parts are filled, from dark to light.

    Parameters
    ----------
    count : int
        The number of parts.
    plain : bool
        Without hatches, for parts whose order shows which they are.

    Returns
    -------
    list of dict
        Arguments of a patch: face colour, hatch and the colour of its lines.

    Examples
    --------
    >>> [part["facecolor"] for part in fills(2)], {part["hatch"] for part in fills(3)}
    (['#12496b', '#3e9c8f'], {''})
    >>> len({(part["facecolor"], part["hatch"]) for part in fills(25)})
    25
    """
    if count <= len(_THREE):
        return [{"facecolor": colour, "hatch": "", "edgecolor": PAPER} for colour in _THREE[:count]]
    found = []
    for place in range(count):
        colour = _mixed(place / (count - 1))
        found.append(
            {"facecolor": colour, "hatch": "" if plain else _HATCHES[place % len(_HATCHES)], "edgecolor": PAPER}
        )
    return found


def areas(count: int) -> list[dict[str, Any]]:
    """Return how regions of a map are filled, the largest first, which is light.

    Examples
    --------
    >>> areas(2)[0]["facecolor"], len({(part["facecolor"], part["hatch"]) for part in areas(40)})
    ('#bfdcd6', 40)
    """
    found = []
    for place in range(count):
        hatch = (
            _HATCHES[1::2][(place // len(_AREAS) - 1) % 4] * (1 + place // (4 * len(_AREAS)))
            if place >= len(_AREAS)
            else ""
        )
        found.append({"facecolor": _AREAS[place % len(_AREAS)], "hatch": hatch, "edgecolor": PAPER})
    return found


def _mixed(share: float) -> str:
    """Return a colour of the scale, from 0 for the darkest to 1 for the lightest."""
    place = share * (len(_SCALE) - 1)
    low = min(int(place), len(_SCALE) - 2)
    parts = zip(_rgb(_SCALE[low]), _rgb(_SCALE[low + 1]), strict=True)
    return "#" + "".join(f"{round(one + (other - one) * (place - low)):02x}" for one, other in parts)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@dataclass(frozen=True)
class Lettering:
    """Sizes of letters in points."""

    title: float
    subtitle: float
    label: float
    note: float
    row: float
    """Height of a row of a list."""
    margin: float
    """Space around the figure."""

    @classmethod
    def of(cls, width: float) -> Lettering:
        """Return the sizes for a figure of a width in inches: those of a journal column below 4.5.

        Examples
        --------
        >>> Lettering.of(3.5).label < Lettering.of(7.1).label
        True
        """
        if width < 4.5:
            return cls(title=8.5, subtitle=6.5, label=6.5, note=6, row=9.5, margin=5)
        return cls(title=11.5, subtitle=8.5, label=8.5, note=7.5, row=12.5, margin=8)


SETTINGS: Mapping[str, Any] = MappingProxyType(
    {
        "axes.axisbelow": True,
        "axes.edgecolor": RULE,
        "axes.facecolor": PAPER,
        "axes.grid": False,
        "axes.labelcolor": MUTED,
        "axes.linewidth": 0.6,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.xmargin": 0.02,
        "axes.ymargin": 0.02,
        "figure.facecolor": PAPER,
        "figure.edgecolor": PAPER,
        "grid.color": FAINT,
        "grid.linestyle": "-",
        "grid.linewidth": 0.6,
        "grid.alpha": 1.0,
        "hatch.linewidth": 0.6,
        "legend.frameon": False,
        "lines.linewidth": 1.2,
        "lines.markersize": 4.5,
        "lines.solid_capstyle": "butt",
        "patch.linewidth": 0.6,
        "patch.force_edgecolor": False,
        "text.color": INK,
        "text.usetex": False,
        "xtick.color": MUTED,
        "ytick.color": INK,
        "xtick.minor.visible": False,
        "ytick.minor.visible": False,
        "figure.constrained_layout.use": False,
        "figure.autolayout": False,
    }
)
"""Settings of matplotlib while a figure is drawn; they are as before afterwards."""
