"""Indices of every shape that the explorer computes, and weights to try on them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

import intlindex as ix
from intlindex import Index, Method
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import record_text
from makers import framework, group, index_of, indicator

CITIES = 11


def _values(seed: int, columns: int, *, blanks: float = 0.0, ties: bool = False) -> np.ndarray:
    rng = np.random.default_rng(seed)
    values = rng.uniform(1, 99, (CITIES, columns))
    if ties:
        values = np.round(values / 25) * 25 + 5
    values[rng.random(values.shape) < blanks] = np.nan
    return values


def _method(of_groups: dict[str, Any], **fields: Any) -> Method:
    goalposts = {"normalise": {"kind": "goalposts", "clip": False}}
    return Method(indicators=goalposts, groups={"min_coverage": 0.3} | of_groups, **fields)


def _leaves(*names: str) -> list[Any]:
    return [indicator(name, name[0], goalposts=(0, 100)) for name in names]


def _flat(seed: int, aggregate: dict[str, Any], *, blanks: float = 0.0, **groups: Any) -> Index:
    names = ("a", "b", "c", "d", "e")
    leaves = [indicator(name, goalposts=(0, 100), weight=1 + at % 3) for at, name in enumerate(names)]
    method = _method({"aggregate": aggregate} | groups)
    return index_of(_values(seed, len(names), blanks=blanks), framework(*leaves), method)


def _two_levels(seed: int, **method: Any) -> Index:
    nodes = [group("p"), group("q", weight=2.0), group("r"), *_leaves("p1", "p2", "q1", "q2", "q3", "r1")]
    return index_of(_values(seed, 6, blanks=0.12), framework(*nodes), _method(method.pop("groups", {}), **method))


def _five_levels() -> Index:
    chain = ["v", "w", "x", "y"]
    groups = [group(name, parent, level=name) for name, parent in zip(chain, ["index", *chain], strict=False)]
    leaves = [indicator(f"{parent}{at}", parent, goalposts=(0, 100)) for parent in ["index", *chain] for at in (1, 2)]
    return index_of(_values(5, 10, blanks=0.08), framework(*groups, *leaves), _method({}))


@cache
def cases() -> dict[str, _Placed]:
    """Return indices by what is special about them."""
    power, mirrored = {"kind": "power", "exponent": 0.5}, {"kind": "geometric"}
    ordered = {"kind": "ordered_weighted_average", "order_weights": [1, 2, 3, 2, 1]}
    ties = framework(*[indicator(name, goalposts=(0, 100)) for name in "abc"])
    lower = framework(group("p", direction="lower"), group("q"), *_leaves("p1", "p2", "q1", "q2"))
    steps = {"only": {"index": {"after": [{"kind": "round", "digits": 1}, {"kind": "percentile_rank"}]}}}
    banded = {"level": {"dimension": {"normalise": {"kind": "quantile_bands", "bands": 4}}}}
    found = {
        "ties": index_of(_values(1, 3, ties=True), ties, _method({}, rank={"ties": "min"})),
        "ties shared": index_of(_values(1, 3, ties=True), ties, _method({}, rank={"ties": "average"})),
        "ties dense, ascending": index_of(
            _values(1, 3, ties=True), ties, _method({}, rank={"ties": "dense", "order": "ascending"})
        ),
        "two levels": _two_levels(2),
        "two levels, blanks rescaled": _two_levels(3, groups={"blanks": "rescale"}),
        "two levels, constant blanks": _two_levels(4, groups={"blanks": {"kind": "constant", "value": 20}}),
        "five levels": _five_levels(),
        "geometric": _two_levels(6, groups={"aggregate": {"kind": "geometric"}}),
        "geometric at the top": _two_levels(7, groups={"only": {"index": {"aggregate": {"kind": "geometric"}}}}),
        "harmonic": _flat(8, {"kind": "harmonic"}, blanks=0.1),
        "power": _flat(9, power, blanks=0.1),
        "power, negative": _flat(9, {"kind": "power", "exponent": -2.5}),
        "median": _flat(10, {"kind": "median"}, blanks=0.1),
        "minimum": _flat(11, {"kind": "minimum"}, blanks=0.1),
        "maximum": _flat(11, {"kind": "maximum"}),
        "sum": _flat(12, {"kind": "sum"}, blanks=0.1),
        "sum of given": _flat(12, {"kind": "sum", "total": "given"}),
        "product": _flat(13, {"kind": "product"}),
        "mirrored": _flat(14, {"kind": "mirrored", "of": mirrored, "top": 100}),
        "mazziotta-pareto": _flat(15, {"kind": "mazziotta_pareto"}, blanks=0.1),
        "ordered": _flat(16, ordered),
        "ordered, blanks": _flat(16, ordered, blanks=0.15),
        "rounded and ranked": _two_levels(17, groups=steps),
        "banded": _two_levels(18, groups=banded),
        "z-scores of groups": _two_levels(19, groups={"level": {"dimension": {"normalise": {"kind": "z_score"}}}}),
        "lower is better": index_of(
            _values(20, 4),
            lower,
            _method({"level": {"dimension": {"normalise": {"kind": "min_max"}}}}),
        ),
        "rounded ranks": _two_levels(21, rank={"round": 0}),
        "placed": ix.load("example"),
    }
    placed = {"placed": ["Hangzhou"]}
    return {name: _Placed(index, placed.get(name, [])) for name, index in found.items()}


@cache
def shipped() -> dict[str, _Placed]:
    """Return the shipped editions; no fixture is made of them, whose values may be corrected."""
    return {"ieci-2022": _Placed(ix.load("ieci-2022"), ["Hangzhou"]), "ieci-2024": _Placed(ix.load("ieci-2024"), [])}


class _Placed:
    """An index, and the cities to place among its own."""

    def __init__(self, index: Index, placed: list[str]) -> None:
        self.index, self.placed = index, placed

    def record(self) -> dict[str, Any]:
        """Return the record of the page, without ranges."""
        return json.loads(record_text(explorer_record({"one": self.index}, placed=self.placed, ranges=False)))


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"};alert(1)//',
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "a\u2028b\u2029c & &lt;d&gt; ${alert(1)} `e` \\u003c",
    "=HYPERLINK(1)",
)
"""Texts that would be markup, script or a formula if anything took them for more than text."""

HOSTILE_CITIES = tuple(" ".join(text.split()) for text in HOSTILE)
"""The same as names of cities, in which separators of lines are spaces."""


def hostile() -> dict[str, Index]:
    """Return two indices by a hostile label; hostile are the names of all nodes and cities, and units, too."""
    image, brace, end, comment, signs, formula = HOSTILE
    named = [
        group("p").replace(name=end),
        group("q").replace(name=comment),
        group("r").replace(name=signs),
        indicator("p1", "p").replace(name=image, unit=end, definition=image),
        indicator("p2", "p").replace(name=brace, unit=comment, definition=comment),
        indicator("q1", "q").replace(name=formula, unit=signs),
        indicator("r1", "r").replace(name=comment, unit=image),
    ]
    data = pd.DataFrame({"city": list(HOSTILE_CITIES)})
    for at, node in enumerate(("p1", "p2", "q1", "r1")):
        data[node] = [(at + 2 * row) % 7 + 1.0 for row in range(len(HOSTILE))]
    index = ix.score(data, framework(*named, name=end, description=image), Method())
    return {image: index, end: index.reweight(p=2)}


def weightings(index: Index, seed: int, count: int) -> list[dict[str, float]]:
    """Return random weights of at most four decimals for some groups of an index."""
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        changes: dict[str, float] = {}
        for each in index.framework.groups:
            counted = index.framework.counted(each.id)
            if rng.random() < 0.7 and len(counted) > 1:
                shares = rng.dirichlet(np.ones(len(counted)))
                changes |= {
                    node.id: max(round(float(share), 4), 0.0001) for node, share in zip(counted, shares, strict=True)
                }
        found.append(changes)
    return found


def expected(case: _Placed, changes: dict[str, float]) -> dict[str, Any]:
    """Return scores of all nodes, and ranks at the root, as the library has them under some weights."""
    index = case.index.reweight(changes)
    scores, ranks = index.fits.scores.T.tolist(), index.fits.ranks[0].tolist()
    if case.placed:
        placement = index.place(case.placed)
        scores += placement.scores.to_numpy(dtype=np.float64).tolist()
        ranks += placement.ranks.iloc[:, 0].astype(float).tolist()
    return {"scores": [[_plain(value) for value in row] for row in scores], "ranks": [_plain(rank) for rank in ranks]}


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else value


def fixture() -> list[dict[str, Any]]:
    """Return every case with its record, and what the library finds under the weights given and under others."""
    made = []
    for seed, (name, case) in enumerate(cases().items()):
        tried = [{}, *weightings(case.index, seed, 3)]
        found = [{"weights": changes, **expected(case, changes)} for changes in tried]
        made.append({"name": name, "record": case.record(), "weightings": found})
    return made
