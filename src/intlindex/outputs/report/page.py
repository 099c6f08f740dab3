"""The page of a report: sections of sentences, tables and figures, printed on A4."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from intlindex._version import __version__
from intlindex.display.shown import Shown
from intlindex.display.text import cell, is_numeric
from intlindex.display.unit_names import renamed
from intlindex.errors import RequestError
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.outputs.plots.describing import alt_text
from intlindex.sentences import say
from intlindex.sentences.nouns import spoken

__all__ = ["ENDINGS", "Section", "checked_page", "page", "picture", "write_page"]

ENDINGS = (".html", ".htm")
"""How the name of a page may end."""
WORD = 40
"""Letters of a word that is not broken into lines."""

_STYLE = """
:root{color-scheme:light dark;--ink:#1c2024;--soft:#5a6470;--line:#d5dae0;--paper:#fff;--mark:#1f5f93}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a8b0ba;--line:#3a424c;--paper:#16191d;--mark:#7db8e8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:46rem;padding:2rem 1.2rem;color:var(--ink);background:var(--paper);
font:15px/1.5 "Noto Sans","Segoe UI",Arial,"Liberation Sans",sans-serif}
:lang(zh){font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.1rem;margin:1.6rem 0 .3rem;color:var(--mark);border-top:1px solid var(--line);padding-top:.8rem}
p{margin:.35rem 0}.about{color:var(--soft);font-size:.9rem}
img{display:block;width:100%;height:auto;margin:.7rem 0;background:#fff}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0;font-size:.86rem;font-variant-numeric:tabular-nums}
th,td{padding:.22rem .5rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--soft);font-weight:600}
.n,.word,th,td:first-child{white-space:nowrap}.n{text-align:right}
.row{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:.8rem;align-items:start}
.small p{font-size:.8rem;color:var(--soft);break-inside:avoid;margin:.1rem 0}
@page{size:A4;margin:11mm 12mm}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--paper:#fff;--mark:#123f66}
.small{columns:2;column-gap:5mm}.small h2{column-span:all}.small p{font-size:6.2pt;line-height:1.2;margin:0}
body,.about{font-size:8pt;line-height:1.3;max-width:none;padding:0}h1{font-size:15pt}p{margin:.15rem 0}
h2{font-size:10pt;margin:.5rem 0 .1rem;padding-top:.25rem;break-after:avoid}
img{max-height:118mm;margin:.2rem 0;object-fit:contain;object-position:left top}
.row{grid-template-columns:1fr 1fr;gap:4mm}
.beside{display:grid;grid-template-columns:1fr 1fr;gap:4mm;align-items:start;break-inside:avoid}
.beside img{max-height:50mm}
tr,img,section:not(.small){break-inside:avoid}table{font-size:7pt;line-height:1.25;margin:.2rem 0}
th,td{padding:.04rem .3rem}.scroll{overflow:visible}}
"""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="intlindex {version}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1>
{about}
</header>
<main>
{sections}
</main>
<footer><p class="about">{foot}</p></footer>
</body>
</html>
"""


@dataclass(frozen=True)
class Section:
    """One part of a report."""

    shown: Shown
    """Its heading, sentences and table."""
    pictures: tuple[str, ...] = field(default=(), repr=False)
    """Figures as HTML, between the sentences and the table; see `picture`."""
    beside: bool = False
    """Whether the figure is printed beside the sentences, so that a report takes fewer pages."""
    small: bool = False
    """Whether it is set in small letters, in columns, as notes are."""


def picture(ax: Any) -> str:
    """Return a figure as an image that is part of the page, with its description; the figure is closed."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt

    figure, alt = ax.get_figure(root=True), alt_text(ax)
    buffer = io.BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "intlindex"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}">'


def page(head: Shown, sections: Sequence[Section], foot: str) -> str:
    """Return a report as one page of HTML that loads nothing; all text is escaped.

    Parameters
    ----------
    head : Shown
        Its heading, and the sentences below it.
    sections : sequence of Section
        Its parts.
    foot : str
        What made it.

    Returns
    -------
    str
        The page.
    """
    top = replace(head, lines=(*head.lines, foot)).published()
    return _PAGE.format(
        language=escape(top.language),
        version=escape(__version__),
        title=escape(top.title),
        style=_STYLE,
        about="\n".join(f'<p class="about">{escape(line)}</p>' for line in top.lines[:-1]),
        sections="\n".join(map(_section, sections)),
        foot=escape(top.lines[-1]),
    )


def checked_page(path: str | Path | None) -> None:
    """Check, before anything is computed, that a file can have a page.

    Raises
    ------
    RequestError
        If its name does not end in ``.html``.
    """
    if path is not None and checked_path(path).suffix.casefold() not in ENDINGS:
        raise RequestError(say("wrong-value/report-ending", found=Path(path).suffix), source=str(path))


def write_page(text: str, path: str | Path | None) -> str:
    """Write a page to a file, if one is named, and return it."""
    if path is not None:
        write_atomically(path, text.encode("utf-8"))
    return text


def _section(section: Section) -> str:
    noun = spoken()
    shown = (section.shown if noun is None else renamed(section.shown, noun)).published()
    lines = "\n".join(f"<p>{escape(line)}</p>" for line in shown.lines)
    drawn = "\n".join(section.pictures)
    if section.beside and drawn:
        parts = [f'<div class="beside"><div>{lines}</div>{drawn}</div>']
    else:
        parts = [lines, f'<div class="row">{drawn}</div>' if len(section.pictures) > 1 else drawn]
    parts.insert(0, f"<h2>{escape(shown.title)}</h2>")
    if len(shown.table):
        parts.append(_table(shown.table, shown.digits))
    return ('<section class="small">\n' if section.small else "<section>\n") + "\n".join(parts) + "\n</section>"


def _table(frame: pd.DataFrame, digits: int) -> str:
    numeric = [is_numeric(frame.iloc[:, at]) for at in range(frame.shape[1])]
    header = "".join(
        f'<th scope="col"{_kind("", number=number)}>{escape(str(name).replace("_", " "))}</th>'
        for number, name in zip(numeric, frame.columns, strict=True)
    )
    rows = []
    for row in frame.itertuples(index=False, name=None):
        cells = [cell(value, digits=digits) for value in row]
        rows.append(
            "".join(
                f"<td{_kind(text, number=number)}>{escape(text)}</td>"
                for number, text in zip(numeric, cells, strict=True)
            )
        )
    body = "".join(f"<tr>{each}</tr>" for each in rows)
    return f'<div class="scroll"><table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'


def _kind(text: str, *, number: bool) -> str:
    """Return the class of a cell: a number is on the right, and a word, such as the id of a source, is one line."""
    if number:
        return ' class="n"'
    return ' class="word"' if text and len(text) <= WORD and " " not in text else ""
