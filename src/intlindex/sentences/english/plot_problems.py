"""Sentences of problems with figures."""

from typing import Final

__all__ = ["SENTENCES"]

SENTENCES: Final[dict[str, str]] = {
    "missing-package/plot": "drawing figures needs another package: pip install 'intlindex[plot]'",
    "missing-package/plot-font": (
        "the figure has Chinese, Japanese or Korean text, and no installed font has its characters: install "
        "'fonts-noto-cjk' (Debian, Ubuntu), 'google-noto-sans-cjk-fonts' (Fedora) or the font Noto Sans CJK SC"
    ),
    "no-score/plot-city": "{city:city} has no score at any of these nodes, so there is nothing to draw",
    "not-supported/plot-waterfall": "the difference has no steps to draw: {reason}",
    "wrong-type/plot-bounds": "must be bounds of ranks, of rank_bounds(), found {found}",
    "wrong-value/plot-by": "must be {allowed!r:either}, found {found}",
    "wrong-value/plot-kind": "must be {allowed!r:either}, found {found}",
    "not-allowed/plot-bounds": "bounds are drawn behind ranks, not in the figure {kind!r}",
    "wrong-value/plot-nodes": "must be {allowed!r:either}, found {found}",
    "no-score/plot": "no city has a score, so there is nothing to draw",
    "not-defined/plot-shares": "no weights were found, so there is nothing to draw: {title}",
    "not-defined/plot-factors": "no factor varies the {target}, so there is nothing to draw",
    "not-defined/plot-table": "the result has no table of names and numbers, so there is nothing to draw",
    "unknown-name/plot-column": "no column of numbers {found}; allowed: {allowed!r:either}",
    "not-defined/plot-components": (
        "{group:node} has one child, a constant one, or fewer than three cities with all its children"
    ),
    "not-allowed/plot-rotated": "eigenvalues are those of components that are not rotated",
    "not-defined/plot-map": (
        "no city has a score and coordinates; they are columns 'longitude' and 'latitude' of the data, in degrees"
    ),
    "unknown-node/plot-indicator": "no indicator {found!r}; {hint}",
    "not-defined/plot-tornado": "no group has two children with a weight, so no share can vary",
    "out-of-range/plot-within": "must be a number above 0, at most 1, found {found}",
    "out-of-range/plot-dpi": "must be a number from 10 to 2400, found {found}",
    "unknown-name/plot-option": "no option {found!r} of this figure; {hint}",
    "wrong-value/plot-ending": "a figure is written to a file that ends in {allowed:either}, found {found!r}",
    "wrong-type/plot-alt": "must be axes on which this library has drawn a figure, found {found}",
    "wrong-type/plot-ax": "must be the axes of matplotlib, found {found}",
    "wrong-type/plot-widths": "must be True or False, found {found}",
    "not-defined/plot-widths": "scores below zero, or nodes without weights, have no columns as wide as weights",
    "wrong-type/plot-title": "must be text, found {found}",
    "wrong-value/plot-figsize": (
        "must be {allowed!r:either}, or width and height in inches, from 1 to 200; found {found}"
    ),
}
