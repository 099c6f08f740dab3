"""Work grows with what there is, not with its square: counted in lines of the library that run, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import numpy as np
import pandas as pd
import pytest

import intlindex as ix

LIBRARY = str(__import__("pathlib").Path(ix.__file__).parent)
MOST = 1.2


def lines(work: Callable[[], Any]) -> int:
    """Count the lines of the library that run, each time round a loop included."""
    count = 0

    def within(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return within

    def begun(frame: FrameType, _event: str, _arg: Any) -> Any:
        return within if frame.f_code.co_filename.startswith(LIBRARY) else None

    before = sys.gettrace()
    sys.settrace(begun)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def exponent(work: Callable[[int], Callable[[], Any]], small: int, large: int) -> float:
    """Fit the exponent of growth to two sizes; what is done once falls out as sizes rise."""
    work(small)()  # what is only made once is made now
    found = [lines(work(size)) for size in (small, large)]
    return float(np.log(found[1] / found[0]) / np.log(large / small))


def indicators(parents: list[str]) -> list[ix.Indicator]:
    return [
        ix.Indicator(id=f"x{at}", parent=parent, name="X", unit="points", direction="higher", scale="ratio")
        for at, parent in enumerate(parents)
    ]


def group(name: str, parent: str | None) -> ix.Group:
    return ix.Group(id=name, parent=parent, name=name, level="group")


def flat(size: int) -> ix.Framework:
    return ix.Framework(id="w", name="W", groups=[group("index", None)], indicators=indicators(["index"] * size))


def wide(size: int) -> ix.Framework:
    groups = [group("index", None), *(group(f"g{at}", "index") for at in range(size))]
    return ix.Framework(id="w", name="W", groups=groups, indicators=indicators([f"g{at}" for at in range(size)]))


def deep(size: int) -> ix.Framework:
    groups = [group("index", None), *(group(f"g{at}", f"g{at - 1}" if at else "index") for at in range(size))]
    return ix.Framework(id="w", name="W", groups=groups, indicators=indicators([f"g{at}" for at in range(size)]))


def sample(size: int, cities: int = 8) -> pd.DataFrame:
    values = np.random.default_rng(1).integers(1, 999, (cities, size)).astype(float)
    values[0, ::2] = np.nan
    names = pd.Index([f"city {at}" for at in range(cities)], name="city")
    return pd.DataFrame(values, index=names, columns=[f"x{at}" for at in range(size)])


IMPUTED = ix.Method(indicators={"impute": {"kind": "median"}})


@pytest.mark.parametrize("shape", [flat, wide, deep])
def test_scoring_grows_with_the_nodes(shape: Callable[[int], ix.Framework]) -> None:
    def build(size: int) -> Callable[[], Any]:
        return lambda: ix.score(sample(size), shape(size), IMPUTED)

    assert exponent(build, 40, 160) < MOST


@pytest.mark.parametrize("shape", [flat, wide, deep])
@pytest.mark.parametrize(
    "asked",
    [
        lambda index: index.imputed,
        lambda index: index.findings,
        lambda index: index.ranking,
        lambda index: index.reweight(x1=2),
        lambda index: index.drop("x1"),
    ],
    ids=["imputed", "findings", "ranking", "reweight", "drop"],
)
def test_what_is_asked_of_an_index_grows_with_the_nodes(
    shape: Callable[[int], ix.Framework], asked: Callable[[ix.Index], Any]
) -> None:
    def question(size: int) -> Callable[[], Any]:
        index = ix.score(sample(size), shape(size), IMPUTED)
        return lambda: asked(index)

    assert exponent(question, 40, 160) < MOST


def test_groups_within_groups_are_weighed_without_looking_at_all_pairs() -> None:
    method = ix.Method(groups={"weights": {"kind": "equal_at_the_leaves"}})
    data = sample(160)

    def weigh(size: int) -> Callable[[], Any]:
        return lambda: ix.score(data.iloc[:, :size], wide(size), method)

    assert exponent(weigh, 40, 160) < MOST


def test_a_file_of_an_index_is_written_row_by_row_and_not_number_by_number() -> None:
    def write(cities: int) -> Callable[[], Any]:
        index = ix.score(sample(12, cities), flat(12), ix.Method())
        return index.to_json

    per_row = (lines(write(800)) - lines(write(200))) / 600
    assert per_row < 12, "a line for each of 25 numbers of a row is too many"


def test_a_file_of_an_index_has_a_line_for_each_row_and_is_read_back(tmp_path) -> None:
    index = ix.score(sample(4, 30), flat(4), ix.Method())
    text = index.to_json(tmp_path / "index.json")
    assert sum(line.lstrip().startswith("[") and "city" not in line for line in text.splitlines()) >= 60
    assert ix.Index.from_json(tmp_path / "index.json") == index
