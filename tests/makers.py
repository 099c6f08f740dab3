"""Frameworks, tables and methods in one line each, and one way to check every problem of an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import Framework, Group, Index, Indicator, IntlindexError, Method
from intlindex.core.data.table import Table
from intlindex.specs import GroupRule

ROOT = "index"


def group(name, parent=ROOT, **fields):
    return Group(**{"id": name, "parent": parent, "name": name.title(), "level": "dimension"} | fields)


def root(**fields):
    return Group(**{"id": ROOT, "name": "Index", "level": "index"} | fields)


def indicator(name, parent=ROOT, **fields):
    plain = {"id": name, "parent": parent, "name": name.title(), "unit": "points", "direction": "higher"}
    return Indicator(**plain | {"scale": "ratio"} | fields)


def framework(*nodes, **fields):
    """Make a framework of a root and some nodes; a bare name is an indicator below the root."""
    nodes = [indicator(node) if isinstance(node, str) else node for node in nodes]
    groups = [node for node in nodes if isinstance(node, Group)]
    if all(node.parent is not None for node in groups):
        groups.insert(0, root())
    leaves = [node for node in nodes if isinstance(node, Indicator)]
    return Framework(**{"id": "mine", "name": "Mine", "groups": groups, "indicators": leaves} | fields)


def table(columns: Mapping[str, list[float]], cities=None):
    """Make a wide data frame with cities A, B, C ..."""
    rows = len(next(iter(columns.values())))
    names = list(cities) if cities is not None else [chr(ord("A") + row) for row in range(rows)]
    return pd.DataFrame({"city": names, **columns})


def as_is(*nodes, **rule):
    """Make a framework and a method under which values from 0 to 100 are scored as they are."""
    nodes = [indicator(node) if isinstance(node, str) else node for node in nodes]
    nodes = [node.replace(goalposts=(0, 100)) if isinstance(node, Indicator) else node for node in nodes]
    normalise = {"kind": "goalposts", "clip": False}
    return framework(*nodes), Method(indicators={"normalise": normalise}, groups=GroupRule(**rule).model_dump())


def index_of(values, made: Framework, method: Method | None = None) -> Index:
    """Score an array without reading it, so that a city may be blank altogether."""
    values = np.array(values, dtype=np.float64)
    cities = tuple(f"city {row}" for row in range(len(values)))
    ids = tuple(node.id for node in made.indicators)
    return Index.of(Table(cities, ids, values), made, Method() if method is None else method)


def score_files(folder: Path, data: pd.DataFrame, made: Framework, method: Method | str = "", **options) -> Index:
    """Write three files and score them by their paths; a method as text is the body of its file."""
    text = method.to_toml() if isinstance(method, Method) else f'format = "intlindex/method/1"\n{method}'
    data.to_csv(folder / "values.csv", index=False)
    (folder / "framework.toml").write_text(made.to_toml(), encoding="utf-8")
    (folder / "method.toml").write_text(text, encoding="utf-8")
    return ix.score(folder / "values.csv", folder / "framework.toml", folder / "method.toml", **options)


def apart(data: pd.DataFrame) -> pd.DataFrame:
    """Put values that differ in the last digits only 1e-11 apart, in their order, so that they differ for a grid too.

    COINr compares floats to the last bit: it ranks 3.4000000000000004 above 3.4, which are one value here. So its
    figures can be compared to the last of them.
    """
    found = data.copy()
    for name in found.select_dtypes("float").columns:
        levels = np.unique(found[name].dropna())
        gaps = np.diff(levels)
        near = gaps <= 1e-12 * np.maximum(np.abs(levels[:-1]), np.abs(levels[1:]))
        moved = dict(zip(levels[1:][near], levels[1:][near] + 1e-11 * np.abs(levels).max(initial=0.0), strict=True))
        found[name] = found[name].map(lambda value, moved=moved: moved.get(value, value))
    return found


def same_bits(first, second):
    """Tell whether two arrays are the same to the last bit, blanks included, however they lie in memory."""
    return first.shape == second.shape and np.ascontiguousarray(first).tobytes() == second.tobytes()


@contextmanager
def refused(error: type[IntlindexError], *expected: tuple[str, ...]) -> Iterator[None]:
    """Expect an error that holds exactly these problems: each a place, and what its message must contain."""
    with pytest.raises(error) as caught:
        yield
    assert type(caught.value) is error
    found = [(problem.where, problem.message) for problem in caught.value.problems]
    left = list(found)
    for where, *parts in expected:
        match = [each for each in left if each[0] == where and all(part in each[1] for part in parts)]
        assert match, f"{where!r} with {parts} is not among {found}"
        left.remove(match[0])
    assert not left, f"not expected: {left}"
    assert all(problem.where in str(caught.value) for problem in caught.value.problems)
