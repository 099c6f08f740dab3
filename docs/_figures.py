"""Draw the figures that the README and the first page show, from the index as it is.

``python docs/_figures.py`` draws them, and with ``--check`` only checks whether their texts are current.
"""

from __future__ import annotations

import re
import sys
import tempfile
from html import unescape
from pathlib import Path

import matplotlib as mpl

import intlindex as ix

FOLDER = Path(__file__).resolve().parent / "_static"
NAMES = ("ranking", "triangle", "intervals")


def draw(folder: Path) -> None:
    """Draw them into a folder."""
    mpl.use("agg")
    index = ix.load("ieci-2022")
    ix.save_plot(index.plot.ranking(top=20), folder / "ranking.svg")
    ix.save_plot(index.plot.triangle("Beijing"), folder / "triangle.svg")
    ix.save_plot(index.plot.uncertainty(top=20), folder / "intervals.svg")


def texts(path: Path) -> list[str]:
    """Return what can be read in a figure; where exactly it is drawn depends on the version of matplotlib."""
    svg = path.read_text("utf-8")
    return [unescape(found) for found in re.findall(r"<(?:text|title|desc)\b[^>]*>([^<]*)<", svg)]


def outdated(folder: Path = FOLDER) -> list[str]:
    """Return the names of the figures that would read otherwise now."""
    with tempfile.TemporaryDirectory() as fresh:
        draw(Path(fresh))
        return [
            name
            for name in NAMES
            if not (folder / f"{name}.svg").exists()
            or texts(folder / f"{name}.svg") != texts(Path(fresh) / f"{name}.svg")
        ]


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit("\n".join(f"docs/_static/{name}.svg is not current" for name in outdated()))
    draw(FOLDER)
