"""A few figures look as they did: compared with stored pictures, under the version of matplotlib that drew those.

To store them again, after looking at them: ``python -m tests.presentation.test_plots_as_pictures``.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.image import imread
from matplotlib.testing.compare import compare_images

import intlindex as ix

PICTURES = Path(__file__).parent / "pictures"
DRAWN_BY = "3.11"
DPI = 80
TOLERANCE = 6  # root mean square of the differences, of 255

FIGURES = {
    "ranking": lambda index: index.plot.ranking(top=8, figsize="column"),
    "profile": lambda index: index.plot.profile("Beijing", figsize="column"),
    "triangle": lambda index: index.plot.triangle(figsize="column"),
    "bounds": lambda index: index.plot.bounds(within=0.25, figsize="column"),
}


def drawn(name: str, path: Path) -> Path:
    ix.save_plot(FIGURES[name](ix.load("example")), path, dpi=DPI)
    return path


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_looks_as_it_did(name, tmp_path):
    stored = PICTURES / f"{name}.png"
    found = drawn(name, tmp_path / f"{name}.png")
    if mpl.__version__.startswith(f"{DRAWN_BY}."):
        assert compare_images(str(stored), str(found), TOLERANCE) is None
    else:  # another version places letters otherwise, but not the figure
        assert imread(found).shape[1] == imread(stored).shape[1]


def test_the_comparison_sees_another_figure(tmp_path):
    other = tmp_path / "other.png"
    ix.save_plot(ix.load("example").plot.ranking(top=8, figsize=(3.5, 2.4), title="Other"), other, dpi=DPI)
    one = tmp_path / "one.png"
    ix.save_plot(ix.load("example").plot.profile("Paris", figsize=(3.5, 2.4)), one, dpi=DPI)
    assert compare_images(str(one), str(other), TOLERANCE) is not None


if __name__ == "__main__":
    mpl.use("agg")
    PICTURES.mkdir(exist_ok=True)
    for each in FIGURES:
        drawn(each, PICTURES / f"{each}.png")
