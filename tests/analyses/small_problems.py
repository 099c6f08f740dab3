"""Small indices of random values, and every rank that a city can have in the cells that planes of equal scores cut."""

from itertools import pairwise, product

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog

import intlindex as ix
from makers import as_is, index_of

CLEAR = 1e-5  # part of the range by which a cell must be open, or closed, for its existence to be certain


@st.composite
def small_indices(draw, *, max_cities=4, min_shares=2, max_shares=4):
    """Draw an index of a few cities and indicators below one root, scored as they are."""
    width = draw(st.integers(min_shares, max_shares))
    count = draw(st.integers(2, max_cities))
    values = draw(hnp.arrays(np.float64, (count, width), elements=st.integers(0, 1000).map(lambda part: part / 10)))
    frame, method = as_is(*[f"i{number}" for number in range(width)])
    weights = draw(st.lists(st.integers(1, 8), min_size=width, max_size=width))
    return index_of(values, frame, method).reweight({f"i{number}": weight for number, weight in enumerate(weights)})


@st.composite
def small_sets(draw, index):
    """Draw a set of weights for such an index."""
    names = [node.id for node in index.framework.indicators]
    kind = draw(st.sampled_from(["within", "simplex", "ordered", "bounds"]))
    if kind == "within":
        return ix.Bounds(within=draw(st.sampled_from([0.1, 0.25, 0.5, 1.0])))
    if kind == "bounds":
        return ix.Bounds(shares={names[0]: (0.1, 0.6)}, groups=["index"])
    if kind == "ordered":
        return ix.Ordered(draw(st.permutations(names)))
    return ix.Simplex()


def limits_of(index, weights):
    """Return least and largest shares and rows of order, written down without the package."""
    names = [node.id for node in index.framework.indicators]
    nominal = index.weights[names].to_numpy()
    low, high, order = np.zeros(len(names)), np.ones(len(names)), []
    if isinstance(weights, ix.Ordered):
        chain = weights.chains[0]
        order = [np.eye(len(names))[names.index(a)] - np.eye(len(names))[names.index(b)]
                 for a, b in pairwise(chain)]  # fmt: skip
    elif isinstance(weights, ix.Bounds):
        if weights.within is not None:
            low, high = nominal * (1 - weights.within), np.minimum(nominal * (1 + weights.within), 1)
        for name, (least, most) in weights.shares.items():
            low[names.index(name)], high[names.index(name)] = least, most
    return low, high, np.array(order).reshape(-1, len(names))


def depth(functions, low, high, order):
    """By how much all functions can be below zero at once, at most one."""
    width = low.size
    rows = np.vstack([np.hstack([functions, np.ones((len(functions), 1))]),
                      np.hstack([-order, np.zeros((len(order), 1))])])  # fmt: skip
    found = linprog(
        np.append(np.zeros(width), -1.0),
        A_ub=rows,
        b_ub=np.zeros(len(rows)),
        A_eq=np.append(np.ones(width), 0.0)[None],
        b_eq=[1.0],
        bounds=[*zip(low, high, strict=True), (None, 1.0)],
    )
    return found.x[-1] if found.status == 0 else -np.inf


def ranks_in_cells(index, weights):
    """Return for each city the ranks that it has in open cells, and whether each cell is clearly there or not.

    Cells are tried one by one: who is ahead of a city is any choice of the others, and a linear program says whether
    there are such weights.
    """
    values = index.normalised.to_numpy()
    limits = limits_of(index, weights)
    spread = max(np.ptp(values @ index.weights.iloc[1:].to_numpy()), 1e-9)
    found, clear = [], True
    for city, own in enumerate(values):
        leads = np.delete(values - own, city, axis=0)
        level = np.abs(leads).max(axis=1) == 0  # equal cities always tie
        leads = leads[~level] / spread
        ranks = set()
        for ahead in product([False, True], repeat=len(leads)):
            signs = np.where(ahead, -1.0, 1.0)
            deep = depth(leads * signs[:, None], *limits) if len(leads) else 1.0
            clear &= deep > CLEAR or deep < -CLEAR
            if deep > CLEAR:
                ranks.add(1 + sum(ahead))
        found.append(ranks)
    return found, clear


def sampled(index, weights, count, seed=0):
    """Draw shares from a set: mixtures of its random corners and random points; not uniform, but all of it."""
    rng = np.random.default_rng(seed)
    low, high, order = limits_of(index, weights)
    drawn = rng.dirichlet(np.ones(low.size), count)
    if len(order):
        chain = [[node.id for node in index.framework.indicators].index(name) for name in weights.chains[0]]
        ranked = np.empty_like(drawn)
        ranked[:, chain] = -np.sort(-drawn, axis=1)
        return ranked
    room = (high - low) * drawn
    left = 1 - low.sum()
    shares = low + room / room.sum(axis=1, keepdims=True) * left
    return shares[(shares <= high).all(axis=1)]
