"""Hypothesis strategies: frameworks of any depth, data with blanks for them, weights and methods.

New kinds of normalisation, aggregation and treatment belong here as soon as they exist: every property is then
tried on them.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import intlindex as ix
from intlindex.kernels.aggregate import basic_means
from intlindex.specs import GroupRule, Method
from intlindex.specs.names import clean_name

QUARTERS = st.integers(-80, 80).map(lambda number: number / 4)
"""Numbers whose sums, differences and doubles are exact, and that tie often."""

NUMBERS = st.one_of(QUARTERS, st.floats(-1e6, 1e6).map(lambda number: round(number, 3)))
"""Raw values."""

POSITIVE = st.floats(0.01, 1000.0)
"""Commensurate values for means that need positive ones."""

WEIGHTS = st.one_of(st.just(1.0), st.floats(0.125, 8.0))
"""Weights that count."""

ANY_WEIGHTS = st.one_of(st.just(0.0), WEIGHTS)
"""Weights, also of a node that counts for nothing."""

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
"""Text that a file can hold."""

WRITTEN = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"], exclude_characters="[]"), min_size=1, max_size=8)
IDS = WRITTEN.map(clean_name).filter(lambda name: name and " " not in name)  # as a spec keeps them
"""Ids, in any script."""

TIES = st.sampled_from(["min", "max", "average", "dense", "ordinal"])
DIRECTIONS = st.sampled_from(["higher", "lower"])
STATUS = st.sampled_from([None, "published", "inferred", "reconstructed"])


def _intervals(numbers):
    return st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1])


@st.composite
def children(draw, *, blanks=False, weights=ANY_WEIGHTS):
    """Draw positive values ``(units, children)`` and shares of the children."""
    units, count = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    values = draw(hnp.arrays(np.float64, (units, count), elements=POSITIVE))
    if blanks:
        missing = draw(hnp.arrays(np.bool_, (units, count)))
        missing[:, draw(st.integers(0, count - 1))] = False
        values[missing] = np.nan
    raw = draw(hnp.arrays(np.float64, count, elements=weights))
    raw[0] += not raw.any()
    return values, basic_means.shares(raw)


@st.composite
def blocks(draw, *, blanks=True, units=19, elements=POSITIVE):
    """Draw values ``(batch, units, children)``, of some units at most, and shares ``(batch, children)``."""
    shape = tuple(draw(st.integers(1, most)) for most in (4, units, 5))
    values = draw(hnp.arrays(np.float64, shape, elements=elements))
    if blanks:
        values[draw(hnp.arrays(np.bool_, shape))] = np.nan
    return values, basic_means.shares(draw(hnp.arrays(np.float64, (shape[0], shape[2]), elements=WEIGHTS)))


@st.composite
def frameworks(draw, *, weights=WEIGHTS):
    """Trees of any shape: groups below groups, indicators at any depth, siblings in any order of the file."""
    count = draw(st.integers(1, 6))
    parents = [None, *(draw(st.integers(0, child - 1)) for child in range(1, count))]
    childless = [number for number in range(count) if number not in parents]
    more = draw(st.lists(st.integers(0, count - 1), max_size=4))
    depth = {None: -1}
    for number, parent in enumerate(parents):
        depth[number] = depth[parent] + 1
    groups = [
        ix.Group(
            id=f"g{number}",
            parent=None if parent is None else f"g{parent}",
            name=f"Group {number}",
            level=f"level-{depth[number]}",
            weight=draw(weights),
        )
        for number, parent in enumerate(parents)
    ]
    indicators = [
        ix.Indicator(
            id=f"i{number}",
            parent=f"g{parent}",
            name=f"Indicator {number}",
            unit="points",
            direction=draw(DIRECTIONS),
            scale="ratio",
            goalposts=draw(_intervals(QUARTERS)),
            weight=draw(weights),
        )
        for number, parent in enumerate([*childless, *more])
    ]
    for group in groups:
        below = [node for node in (*groups, *indicators) if node.parent == group.id]
        if not any(node.weight for node in below):
            nodes = groups if below[0] in groups else indicators
            nodes[nodes.index(below[0])] = below[0].replace(weight=1.0)
    return ix.Framework(
        id="drawn",
        name="Drawn",
        groups=draw(st.permutations(groups)),
        indicators=draw(st.permutations(indicators)),
    )


@st.composite
def matrices(draw, columns, *, rows=None, elements=NUMBERS, blanks=True, min_rows=2, max_rows=7):
    """Values ``(cities, columns)``: no column constant, no column with fewer than two values, no row blank."""
    count = draw(st.integers(min_rows, max_rows)) if rows is None else rows
    values = draw(hnp.arrays(np.float64, (count, columns), elements=elements))
    missing = draw(hnp.arrays(np.bool_, (count, columns))) if blanks else np.zeros(values.shape, dtype=bool)
    order = draw(st.permutations(range(count)))
    for column in range(columns):
        pair = [order[column % count], order[(column + 1) % count]]
        missing[pair, column] = False
        if np.ptp(values[~missing[:, column], column]) == 0:
            values[pair[0], column] += 1.0
    missing[missing.all(axis=1), 0] = False
    values[missing] = np.nan
    return values


def city_names(count):
    return [f"City {number}" for number in range(count)]


@st.composite
def data_for(draw, framework, **options):
    """Draw a wide table for a framework, its columns in any order."""
    ids = [node.id for node in framework.indicators]
    values = draw(matrices(len(ids), **options))
    frame = pd.DataFrame(values, columns=ids)[list(draw(st.permutations(ids)))]
    frame.insert(0, "city", city_names(len(frame)))
    return frame


@st.composite
def _ranges(draw, *, lowest=-10.0):
    low = draw(st.floats(lowest, 10.0))
    return {"low": low, "high": low + draw(st.floats(1.0, 100.0))}


@st.composite
def normalisations(draw, *, positive=False, order_only=False):
    """Draw a rule of normalisation: for means of positive values, or without a sum over the cities."""
    ranges = draw(_ranges(lowest=1.0 if positive else -10.0))
    kinds = [
        {"kind": "min_max", "clip": draw(st.booleans()), **ranges},
        {"kind": "goalposts", "clip": positive or draw(st.booleans()), **ranges},
        {"kind": "rank", "ties": draw(st.sampled_from(["min", "max", "average", "dense"])), **ranges},
        {"kind": "percentile_rank", **ranges},
    ]
    if not (positive or order_only):
        spread, ddof = draw(st.floats(0.5, 20.0)), draw(st.sampled_from([0, 1]))
        kinds.append({"kind": "z_score", "mean": draw(QUARTERS), "standard_deviation": spread, "ddof": ddof})
    return draw(st.sampled_from(kinds))


AGGREGATES = ("arithmetic", "geometric", "harmonic")
BLANKS = ("siblings", "rescale", "strict")


@st.composite
def group_rules(draw, *, aggregates=AGGREGATES, blanks=BLANKS):
    return GroupRule(
        weights={"kind": draw(st.sampled_from(["given", "given", "equal"]))},
        aggregate={"kind": draw(st.sampled_from(aggregates))},
        blanks=draw(st.sampled_from(blanks)),
        min_coverage=draw(st.sampled_from([0.0, 0.25, 0.5, 2 / 3, 1.0])),
    )


@st.composite
def methods(draw, framework, *, aggregates=AGGREGATES, blanks=BLANKS, order_only=False, ties=TIES):
    """Draw a method for a framework: defaults, and exceptions by indicator, level and group."""
    options = {"aggregates": aggregates, "blanks": blanks}
    positive = set(aggregates) != {"arithmetic"}
    normalise = normalisations(positive=positive, order_only=order_only)
    some = st.sets(st.sampled_from([node.id for node in framework.indicators]), max_size=2)
    only = {name: {"normalise": draw(normalise)} for name in sorted(draw(some))}
    level = draw(st.sampled_from([group.level for group in framework.groups]))
    name = draw(st.sampled_from([group.id for group in framework.groups]))
    exceptions = draw(st.sets(st.sampled_from(["level", "only"])))
    rules = {key: {level if key == "level" else name: draw(group_rules(**options))} for key in sorted(exceptions)}
    return Method(
        indicators={"normalise": draw(normalise), "only": only},
        groups=dict(draw(group_rules(**options))) | rules,
        rank={"ties": draw(ties)},
    )


@st.composite
def indices(draw, *, weights=WEIGHTS, data=None, **options):
    """Draw a scored index: framework, data and method."""
    framework = draw(frameworks(weights=weights))
    method = draw(methods(framework, **options))
    return ix.score(draw(data_for(framework, **(data or {}))), framework, method)


@st.composite
def reweightings(draw, index, *, weights=WEIGHTS):
    """Draw new weights for some nodes of an index, with something left in every group."""
    names = draw(st.sets(st.sampled_from(index.nodes), max_size=4))
    changes = {name: draw(weights) for name in sorted(names)}
    for group in index.framework.groups:
        children = [node.id for node in index.framework.children(group.id)]
        if not any(changes.get(name, index.weights[name]) > 0 for name in children):
            changes[children[0]] = 1.0
    return changes


@st.composite
def described_frameworks(draw):
    """Frameworks with every optional field, in any script, for what is written and read back."""
    names = draw(st.lists(IDS, min_size=3, max_size=6, unique=True))
    text, translations = st.one_of(st.none(), TEXT), st.dictionaries(TEXT, TEXT, max_size=2)
    common = {"names": translations, "status": STATUS, "evidence": text, "weight": WEIGHTS, "name": TEXT}
    groups = [
        ix.Group(id=name, parent=parent, level=draw(TEXT), **{key: draw(of) for key, of in common.items()})
        for name, parent in ((names[0], None), (names[1], names[0]))
    ]
    details = {
        "unit": TEXT,
        "direction": DIRECTIONS,
        "scale": st.sampled_from(["ratio", "interval", "ordinal"]),
        "bounds": _intervals(st.one_of(NUMBERS, st.sampled_from([-math.inf, math.inf]))),
        "goalposts": st.one_of(st.none(), _intervals(NUMBERS)),
        "target": st.one_of(st.none(), NUMBERS),
        "denominator": st.one_of(st.none(), IDS),
        "definition": text,
        "spatial_level": st.sampled_from([None, "city", "metropolitan", "region", "country"]),
        "sources": st.lists(IDS, max_size=3),
        "note": text,
    }
    indicators = [
        ix.Indicator(id=name, parent=names[1], **{key: draw(of) for key, of in (common | details).items()})
        for name in names[2:]
    ]
    return ix.Framework(
        id=draw(IDS),
        name=draw(TEXT),
        names=draw(translations),
        description=draw(text),
        groups=groups,
        indicators=indicators,
    )


@st.composite
def weight_sets(draw, index):
    """Draw sets of weights for an index: one for all leaves, or one for each of some groups; empty if none varies."""
    ids = [node.id for node in index.framework.indicators]
    wide = [group.id for group in index.framework.groups if len(index.framework.children(group.id)) > 1]
    if not wide:
        return []
    if len(ids) > 1 and draw(st.booleans()):
        chain = draw(st.permutations(ids))[:3]
        return [draw(_weight_set(chain, of="leaves"))]
    groups = draw(st.lists(st.sampled_from(wide), min_size=1, unique=True))
    return [
        draw(_weight_set([node.id for node in index.framework.children(name)][:3], groups=(name,))) for name in groups
    ]


def _weight_set(chain, **where):
    return st.one_of(
        st.just(ix.Simplex(**where)),
        st.floats(0.5, 50.0).map(lambda size: ix.Dirichlet(size, **where)),
        st.floats(0.0, 1.0).map(lambda noise: ix.RelativeNoise(noise, **where)),
        st.floats(0.05, 1.5).map(lambda within: ix.Bounds(within=within, **where)),
        st.just(ix.Ordered(chain, **where)),
    )
