"""Sentences of figures: titles that state a finding, subtitles, axes, legends, and text alternatives."""

from typing import Final

__all__ = ["SENTENCES"]

FIGURES: Final[dict[str, str]] = {
    "plot/about": "{index}: {cities:plural city|cities}, {indicators:plural indicator|indicators}.",
    "plot/about-reconstructed": (
        "{index}: {cities:plural city|cities}, {indicators:plural indicator|indicators}, "
        "{reconstructed} of them reconstructed."
    ),
    "plot/alt": "{finding}. {figure}",
    "plot/blank-cities": "Without a score: {cities:city 8}.",
    "plot/first-rows": "Shown: {shown} of {count}.",
    "plot/in-years": "Values of {first} to {last}.",
    "plot/in-one-year": "Values of {year}.",
    "plot/rank-axis": "rank",
    "plot/asked": "{title}.",
    "plot/median": "median",
    "plot/middle-half": "middle half",
    "plot/range": "range of all",
    "plot/no-score": "no score",
    "plot/score-and-rank": "{score}\u2002rank {rank} of {count}",
    "plot/score-axis": "score",
    "plot/table-alt": "Horizontal bars: {column} of {count:plural row|rows}.",
}

CITIES: Final[dict[str, str]] = {
    "plot/compare-about": "From the score of one to that of the other. {index:node}.",
    "plot/compare-ahead": "{ahead:city} is {lead} ahead of {behind:city}, most by {node:node} ({points})",
    "plot/compare-alt": (
        "Waterfall from the score of {start:city} to that of {end:city} in {count:plural step|steps}, the largest gain "
        "first."
    ),
    "plot/compare-tied": "{first:city} and {second:city} have the same score",
    "plot/other-steps": "{count:plural other|others} together",
    "plot/profile-alt": (
        "Scores of {city:city} at {count:plural node|nodes}, as points on the range, the middle half and the median of "
        "all cities."
    ),
    "plot/profile-best-and-worst": (
        "{city:city} has rank {rank}: best in {best:node} (rank {best_rank}), worst in {worst:node} (rank {worst_rank})"
    ),
    "plot/profile-rank": "{city:city} has rank {rank} of {count}",
    "plot/profile-title": "Scores of {city:city}",
}

RANKS: Final[dict[str, str]] = {
    "plot/all-weights": "all weights of the set",
    "plot/bounds-alt": "Best and worst rank of each of {count:plural city|cities}, as bars, and its rank as a point.",
    "plot/bounds-first": (
        "{city:city} is first under all weights of the set; {certain} of {count:plural rank is|ranks are} certain"
    ),
    "plot/bounds-open": ("{cities:city 4} can be first; {certain} of {count:plural rank is|ranks are} certain"),
    "plot/bounds-set": "The set: {weight_set}.",
    "plot/draws": "{draws:plural draw|draws}.",
    "plot/first-draws": "{city:city} is first in {share:.0%} of the draws",
    "plot/first-draws-all": "{city:city} is first in all draws",
    "plot/first-draws-nearly": "{city:city} is first in more than 99% of the draws",
    "plot/first-draws-tied": "{cities:city 4} are each first in {share:.0%} of the draws",
    "plot/median-rank": "median",
    "plot/nine-in-ten": "90% of the draws",
    "plot/nominal-rank": "rank",
    "plot/rank-span": "{best}–{worst}",
    "plot/uncertainty-alt": (
        "Ranks of {count:plural city|cities} over the draws: the interval that holds 90% of them as a bar, the median "
        "as a line, the rank itself as a point."
    ),
}

RANKING: Final[dict[str, str]] = {
    "plot/ranking-alt": (
        "Horizontal bars: scores of {count:plural city|cities}, best first, each divided into the contributions of "
        "{parts:node}."
    ),
    "plot/ranking-alt-plain": "Horizontal bars: scores of {count:plural city|cities}, best first.",
    "plot/ranking-axis": "score, as the sum of contributions",
    "plot/ranking-first": "{first:city} is first with a score of {score}, {lead} ahead of {second:city}",
    "plot/ranking-first-alone": "{first:city} has a score of {score}",
    "plot/ranking-first-tied": "{first:city 4} are tied for the first place with a score of {score}",
    "plot/ranking-no-parts": "The scores compare cities with one another and are not a sum of parts.",
    "plot/ranking-weight": "{node:node} (weight {share:.0%})",
}

PROBLEMS: Final[dict[str, str]] = {
    "missing-package/plot": "drawing figures needs another package: pip install 'intlindex[plot]'",
    "missing-package/plot-font": (
        "the figure has Chinese, Japanese or Korean text, and no installed font has its characters: install "
        "'fonts-noto-cjk' (Debian, Ubuntu), 'google-noto-sans-cjk-fonts' (Fedora) or the font Noto Sans CJK SC"
    ),
    "no-score/plot-city": "{city:city} has no score at any of these nodes, so there is nothing to draw",
    "not-supported/plot-waterfall": "the difference has no steps to draw: {reason}",
    "wrong-type/plot-bounds": "must be bounds of ranks, of rank_bounds(), found {found}",
    "wrong-value/plot-by": "must be {allowed!r:either}, found {found}",
    "wrong-value/plot-nodes": "must be {allowed!r:either}, found {found}",
    "no-score/plot": "no city has a score, so there is nothing to draw",
    "not-defined/plot-table": "the result has no table of names and numbers, so there is nothing to draw",
    "unknown-name/plot-column": "no column of numbers {found}; allowed: {allowed!r:either}",
    "out-of-range/plot-dpi": "must be a number from 10 to 2400, found {found}",
    "unknown-name/plot-option": "no option {found!r} of this figure; {hint}",
    "wrong-value/plot-ending": "a figure is written to a file that ends in {allowed:either}, found {found!r}",
    "wrong-type/plot-alt": "must be axes on which this library has drawn a figure, found {found}",
    "wrong-type/plot-ax": "must be the axes of matplotlib, found {found}",
    "wrong-type/plot-title": "must be text, found {found}",
    "wrong-value/plot-figsize": (
        "must be {allowed!r:either}, or width and height in inches, from 1 to 200; found {found}"
    ),
}

SENTENCES: Final[dict[str, str]] = FIGURES | RANKING | CITIES | RANKS | PROBLEMS
