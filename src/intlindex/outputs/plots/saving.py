"""Figures as files: text stays text, the same bytes each time, and the text alternative inside."""

from __future__ import annotations

import io
import re
from html import escape
from pathlib import Path
from typing import Any

from intlindex.errors import RequestError, problem
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.outputs.plots.describing import alt_text
from intlindex.sentences import say

__all__ = ["ENDINGS", "is_resolution", "save_plot"]

ENDINGS = (".svg", ".pdf", ".png")
RESOLUTION = 200


def save_plot(ax: Any, path: str | Path, *, dpi: float = RESOLUTION) -> None:
    """Write a figure to a file: text stays text, and the file holds its description.

    Parameters
    ----------
    ax : Axes
        Axes on which the library has drawn a figure.
    path : str or Path
        A file that ends in ``.svg``, ``.pdf`` or ``.png``; an existing one is replaced only when the new one is
        complete. The same figure gives the same bytes.
    dpi : float
        Dots per inch of a PNG.

    Raises
    ------
    RequestError
        If the suffix is another, nothing of the library is drawn on the axes, or `dpi` is not from 10 to 2,400.
    DataError
        If it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import intlindex as ix
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     ix.save_plot(ix.load("example").plot.ranking(), Path(folder) / "ranking.svg")
    """
    alt = alt_text(ax)
    target = checked_path(path)
    form = target.suffix.casefold()
    if form not in ENDINGS:
        raise RequestError(say("wrong-value/plot-ending", found=form, allowed=ENDINGS), source=str(path))
    if not is_resolution(dpi):
        raise RequestError([problem("out-of-range/plot-dpi", "dpi", found=f"{dpi!r:.40}")], source="save_plot")
    write_atomically(target, _written(ax, form[1:], float(dpi), alt))


def is_resolution(dpi: Any) -> bool:
    """Return whether it is a resolution: from 10 to 2,400 dots per inch.

    Examples
    --------
    >>> is_resolution(300), is_resolution(0)
    (True, False)
    """
    return isinstance(dpi, int | float) and not isinstance(dpi, bool) and 10 <= dpi <= 2400


def _written(ax: Any, form: str, dpi: float, alt: str) -> bytes:
    import matplotlib as mpl

    title = " ".join(ax.get_title(loc="left").split())
    about: dict[str, Any] = {
        "svg": {"Description": alt, "Date": None, "Creator": None},
        "pdf": {"Title": title, "Subject": alt, "CreationDate": None, "Creator": None, "Producer": None},
        "png": {"Title": title, "Description": alt, "Software": None},
    }[form]
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "intlindex", "pdf.fonttype": 42}
    buffer = io.BytesIO()
    with mpl.rc_context(settings):
        ax.get_figure(root=True).savefig(buffer, format=form, dpi=dpi, metadata=about)
    return _described(buffer.getvalue(), title, alt) if form == "svg" else buffer.getvalue()


def _described(svg: bytes, title: str, alt: str) -> bytes:
    """Put title and description where browsers and screen readers look for them."""
    inner = f'<title id="title">{escape(title)}</title>\n <desc id="desc">{escape(alt)}</desc>\n'
    text = svg.decode("utf-8")
    opening = re.search(r"<svg [^>]*>", text)
    assert opening is not None
    start = opening.group().removesuffix(">") + ' role="img" aria-labelledby="title desc">\n '
    return (text[: opening.start()] + start + inner + text[opening.end() :].lstrip()).encode("utf-8")
