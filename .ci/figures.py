"""Write all that must not change when code only moves: scores, ranks, draws, bounds and explanations of both editions.

Run `python .ci/figures.py before.json` in one checkout and `python .ci/figures.py after.json before.json` in another:
the second compares to the last bit and fails with the names of what differs.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import intlindex as ix

EDITIONS = ("ieci-2022", "ieci-2024")
METHODS = ("default", "geometric", "z_score", "rank_based", "copeland", "benefit_of_the_doubt")
DRAWS = 10_000
PAIRS = (("Beijing", "Shanghai"), ("London", "Paris"), ("Seoul", "Tokyo"))


def bits(value: Any) -> Any:
    """Write a value so that any difference shows: floats in hexadecimal, tables cell by cell."""
    if isinstance(value, pd.DataFrame):
        return {str(name): bits(value.iloc[:, at]) for at, name in enumerate(value.columns)}
    if isinstance(value, pd.Series):
        return [[str(key), bits(cell)] for key, cell in value.items()]
    if isinstance(value, np.ndarray):
        return hashlib.sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
    if isinstance(value, float | np.floating):
        return float(value).hex()
    if isinstance(value, list | tuple):
        return [bits(each) for each in value]
    return str(value)


def shifts_of(result: Any) -> Any:
    """Return the shifts of a result; this question was once answered by a bare table."""
    return getattr(result, "shifts", result)


def questions(index: ix.Index) -> dict[str, Callable[[], Any]]:
    """List what is asked of an index whose method allows everything."""
    found: dict[str, Callable[[], Any]] = {
        "weights": lambda: index.effective_weights,
        "re-weighted": lambda: index.reweight(influence=2).ranking,
        "dropped": lambda: index.drop("fortune_500_headquarters").scores,
        "acceptability": lambda: (
            index.uncertainty(weights=ix.RelativeNoise(noise=0.25), draws=DRAWS, rng=1).acceptability
        ),
        "bounds": lambda: index.rank_bounds(of="leaves", within=0.25).table,
        "placed": lambda: index.place("Hangzhou").table,
        "leave one out": lambda: shifts_of(index.leave_one_out()),
    }
    for city in ("Beijing", "London"):
        found[f"explain {city}"] = lambda city=city: index.explain(city, draws=2048, rng=0).contributions
    for first, second in PAIRS:
        found[f"explain {first} against {second}"] = lambda first=first, second=second: (
            index.explain(first, second, draws=2048, rng=0).contributions
        )
    return found


def figures() -> dict[str, Any]:
    """Compute everything."""
    found: dict[str, Any] = {}
    for edition in EDITIONS:
        for method in METHODS:
            index = ix.load(edition, method=method)
            found[f"{edition} {method} scores"] = bits(index.scores)
            found[f"{edition} {method} ranks"] = bits(index.ranks)
        index = ix.load(edition)
        for name, ask in questions(index).items():
            found[f"{edition} {name}"] = bits(ask())
    return found


def main(target: str, before: str | None = None) -> int:
    """Write the figures, and compare them with those of before."""
    found = figures()
    Path(target).write_text(json.dumps(found, indent=1), "utf-8")
    if before is None:
        return 0
    old = json.loads(Path(before).read_text("utf-8"))
    differ = [name for name in sorted({*old, *found}) if old.get(name) != json.loads(json.dumps(found.get(name)))]
    print(f"{len(found) - len(differ)} of {len(found)} equal to the last bit", *differ, sep="\n  ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
