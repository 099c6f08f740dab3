"""Text in figures: which font has its characters, how wide it is, where it breaks, and how it is shortened."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from intlindex.errors import MissingDependencyError
from intlindex.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from matplotlib.axis import Axis
    from matplotlib.font_manager import FontProperties

__all__ = [
    "PLAIN",
    "clean",
    "families",
    "font",
    "found_cjk",
    "name_ticks",
    "needs_cjk",
    "shortened",
    "width",
    "wrapped",
]

PLAIN: dict[str, Any] = {"parse_math": False, "usetex": False}
"""Settings of a text that is not taken for a formula."""

ELLIPSIS = "…"
HINTED = 1.06  # letters on a grid of pixels are wider than their outlines

# Han, kana, hangul and their punctuation; most fonts for European languages have none of them.
_CJK = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_PIECES = re.compile(rf"\s+|{_CJK.pattern}|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]+")
# What does not begin a line.
_CLOSING = "。，、；：？！）》」』】”’%"
# What does not end one.
_OPENING = "（《「『【“‘"

CJK_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Heiti SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK TC",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
"""Fonts that have Chinese characters, the preferred first."""


def clean(text: str) -> str:
    r"""Return text without characters that cannot be drawn, such as a line feed.

    Examples
    --------
    >>> clean("New\nYork")
    'New York'
    """
    return _CONTROLS.sub(" ", str(text))


def needs_cjk(text: str) -> bool:
    """Return whether a text has Chinese, Japanese or Korean characters.

    Examples
    --------
    >>> needs_cjk("Beijing"), needs_cjk("北京")
    (False, True)
    """
    return _CJK.search(text) is not None


def families(text: str) -> list[str]:
    """Return the font families in which a text is drawn: those of the settings, and one that has its characters.

    Raises
    ------
    MissingDependencyError
        If a font with Chinese characters is needed and none is installed.
    """
    import matplotlib as mpl

    of_settings = mpl.rcParams["font.family"]
    found = [of_settings] if isinstance(of_settings, str) else list(of_settings)
    return [*found, cjk_font()] if needs_cjk(text) else found


@cache
def found_cjk() -> str:
    """Return the name of an installed font that has Chinese characters; empty if there is none."""
    from matplotlib import font_manager

    manager = font_manager.fontManager
    known = {entry.name for entry in manager.ttflist}
    if not known.intersection(CJK_FONTS):  # installed after matplotlib had listed the fonts
        listed = {entry.fname for entry in manager.ttflist}
        for path in font_manager.findSystemFonts():
            if path not in listed and re.search("cjk|hei|han|hiragino|pingfang|fallback|unicode", path.casefold()):
                manager.addfont(path)
        known = {entry.name for entry in manager.ttflist}
    return next((name for name in CJK_FONTS if name in known), "")


def cjk_font() -> str:
    """Return the name of an installed font that has Chinese characters.

    Raises
    ------
    MissingDependencyError
        If none is installed.
    """
    if not (name := found_cjk()):
        raise MissingDependencyError(say("missing-package/plot-font"), source="plot")
    return name


def font(text: str, size: float, *, bold: bool = False) -> FontProperties:
    """Return the font of a text."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=families(text), size=size, weight="bold" if bold else "normal")


def name_ticks(axis: Axis, places: Sequence[float] | range, names: Sequence[str], letters: float, **style: Any) -> None:
    """Put ticks on an axis, with names that are not taken for formulas."""
    axis.set_ticks(list(places), list(names), fontsize=letters, family=families("".join(names)), **PLAIN, **style)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in points."""
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    found = text_to_path.get_text_width_height_descent(text, font(text, size, bold=bold), ismath=False)[0]
    return HINTED * float(found)


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text, or as much of it as fits into a width in points, ended by an ellipsis."""
    text = clean(text)
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        fits = width(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + ELLIPSIS


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return a text with line feeds, so that each line fits into a width in points.

    It breaks at spaces and between Chinese characters; a word that is wider than a line breaks anywhere.
    """
    lines, line = [], ""
    for piece in _PIECES.findall(clean(text)):
        if width((line + piece).rstrip(), size, bold=bold) <= room or piece in _CLOSING:
            line += piece
            continue
        kept = line.rstrip().rstrip(_OPENING)
        if kept.strip():
            lines.append(kept.strip())
        line = (line[len(kept) :] + piece).lstrip()
        while len(line) > 1 and width(line, size, bold=bold) > room:
            most = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], size, bold=bold) <= room)
            lines.append(line[:most])
            line = line[most:]
    return "\n".join([*lines, line.strip()] if line.strip() else lines)
