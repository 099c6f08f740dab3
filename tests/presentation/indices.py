"""Made up indices, of any number of cities and groups."""

from __future__ import annotations

import numpy as np
import pandas as pd

import intlindex as ix

HOSTILE = (
    r"$\input{x}$ <b>",
    "<img src=x onerror=alert(1)>",
    "=1+1",
    "a_b^c",
    r"\textbf{",
    "$x$ & 100% #1 ~",
    "[](//a) |`*",
)
"""Names that some reader of a document would take for markup, a formula or a command."""


def made(
    count: int,
    *,
    blanks: bool = False,
    groups: int = 2,
    levels: int = 3,
    places: bool = False,
    noun: str = "",
    hostile: bool = False,
) -> ix.Index:
    """An index of a number of cities, in groups of two indicators.

    Some cities have no score if `blanks` are asked for; `levels` counts root and indicators; with `places` cities have
    coordinates; `noun` is what is ranked, if not cities; names are those that could be taken for markup if `hostile`.
    """
    rng = np.random.default_rng(3)
    tops = [f"g{group}" for group in range(groups)] if levels > 2 else []
    nodes = [{"id": "index", "name": "Made up", "level": "index"}]
    nodes += [{"id": name, "parent": "index", "name": f"Group {name}", "level": "level1"} for name in tops]
    lowest = tops or ["index"]
    for level in range(2, levels - 1):
        nodes += [
            {"id": f"{name}_{half}", "parent": name, "name": f"Part {half} of {name}", "level": f"level{level}"}
            for name in lowest
            for half in "xy"
        ]
        lowest = [f"{name}_{half}" for name in lowest for half in "xy"]
    if hostile:
        nodes = [{**node, "name": hostile_name(place)} for place, node in enumerate(nodes)]
        nodes[-1]["name"] = "two\nlines"
    framework = ix.Framework(
        id="made",
        name=HOSTILE[0] if hostile else "Made up",
        groups=nodes,
        indicators=[
            {"id": f"{name}_{k}", "parent": name, "name": f"Indicator {name} {k}" if not hostile
             else hostile_name(len(nodes) + place), "unit": "=$u$<b>" if hostile else "u", "direction": "higher",
             "scale": "ratio"}
            for place, (name, k) in enumerate((name, k) for name in lowest for k in "ab")
        ],
        **({"unit_name": {"one": noun, "many": f"{noun}s"}} if noun else {}),
    )  # fmt: skip
    ids = [node.id for node in framework.indicators]
    values = pd.DataFrame(rng.uniform(1, 9, (count, len(ids))), columns=ids)
    if blanks:
        values.iloc[0] = np.nan
        values.iloc[1, 0] = np.nan
    if places:
        values = values.assign(longitude=rng.uniform(-170, 170, count), latitude=rng.uniform(-50, 70, count))
    values.insert(0, "city", [hostile_name(row) if hostile else f"City {row}" for row in range(count)])
    return ix.score(values, framework)


def hostile_name(place: int) -> str:
    """Return one of the names, with a number after the first round."""
    again, at = divmod(place, len(HOSTILE))
    return f"{HOSTILE[at]} {again}" if again else HOSTILE[at]
