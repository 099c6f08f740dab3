"""A small index of one's own as files, whose scores are computed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# Scores are computed by hand. Parks: 0, 40, 100. Air (lower is better): 100, 0, 50. Rent (lower is better):
# 100, 80, 0. Green, the mean of parks and air: 50, 20, 75. The index, 3/4 green and 1/4 cost: 62.5, 35, 56.25.
FRAMEWORK = """\
format = "intlindex/framework/1"
id = "mine"
name = "My index"
description = "Three cities, made up."

[[groups]]
id = "index"
name = "My index"
level = "index"

[[groups]]
id = "green"
parent = "index"
name = "Green city"
level = "dimension"
weight = 3

[[groups]]
id = "cost"
parent = "index"
name = "Cost of living"
level = "dimension"

[[indicators]]
id = "parks"
parent = "green"
name = "Parks"
unit = "parks"
direction = "higher"
scale = "ratio"
bounds = [0, inf]

[[indicators]]
id = "air"
parent = "green"
name = "Fine dust"
unit = "µg/m³"
direction = "lower"
scale = "ratio"

[[indicators]]
id = "rent"
parent = "cost"
name = "Rent"
unit = "euros"
direction = "lower"
scale = "ratio"
"""
DATA = """\
city,parks,air,rent
Alpha,0,10,900
Beta,4,30,1000
上城,10,20,1400
"""
TIDY = """\
city,indicator,value
Alpha,parks,0
Alpha,air,10
Alpha,rent,900
Beta,parks,4
Beta,air,30
Beta,rent,1000
上城,parks,10
上城,air,20
上城,rent,1400
"""
METHOD = """\
format = "intlindex/method/1"

[indicators]
normalise = { kind = "min_max", low = 0, high = 10 }
"""
SCORES = {"Alpha": 62.5, "上城": 56.25, "Beta": 35.0}  # best first, at 0..100
NODES = ["index", "green", "cost", "parks", "air", "rent"]


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Own:
    """The files of an index of one's own, ready to be changed."""

    folder: Path

    @property
    def framework(self) -> Path:
        return self.folder / "framework.toml"

    @property
    def data(self) -> Path:
        return self.folder / "data.csv"

    @property
    def method(self) -> Path:
        return self.folder / "method.toml"

    @property
    def arguments(self) -> tuple[str, ...]:
        return ("--framework", str(self.framework), "--data", str(self.data))

    @property
    def all_arguments(self) -> tuple[str, ...]:
        return (*self.arguments, "--method", str(self.method))
