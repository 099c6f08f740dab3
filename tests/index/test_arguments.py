"""Whatever a public call is given, only errors of this package come out, or a TypeError in a sentence of the catalogue."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex.sentences import Sentence

WRONG: dict[str, Any] = {
    "None": None,
    "1": 1,
    "-1": -1,
    "1.5": 1.5,
    "nan": float("nan"),
    "empty text": "",
    "text": "x",
    "list": [1, 2],
    "list of lists": [[]],
    "empty mapping": {},
    "mapping": {"x": 1},
    "mapping of a number": {1: "x"},
    "array": np.array([1.0, 2.0]),
    "matrix": np.zeros((2, 2)),
    "frame": pd.DataFrame({"x": [1]}),
    "object": object(),
    "type": int,
    "path to nowhere": Path("nowhere") / "nothing.toml",
}

GROUP = {"id": "a", "name": "A", "parent": None, "level": "index", "weight": 1}

# What a call needs beside the argument that is wrong; kept small, as most calls succeed with some of the values.
INDEX_CALLS: dict[str, dict[str, Any]] = {
    "agreement": {},
    "audit": {},
    "calibrate": {"ranking": ["London", "Paris"], "random_orders": 0},
    "change_from": {"before": None},
    "city": {"name": "London"},
    "compare": {"a": "London", "b": "Paris", "draws": 8},
    "content": {},
    "dominance": {},
    "drop": {"names": "London"},
    "explain": {"city": "London", "draws": 8},
    "from_json": {"path": "nowhere.json"},
    "from_json_text": {"text": "{}"},
    "improve": {"city": "Paris", "rank": 1},
    "leave_one_out": {"what": "city"},
    "local_sensitivity": {},
    "most_favourable": {"city": "Paris"},
    "of": {},
    "place": {"name": "Here", "values": {"gdp": 100}},
    "rank_bounds": {"cities": ["London"]},
    "ranks_within": {"by": "region"},
    "replace": {},
    "reweight": {"weights": {"influence": 2}, "by_name": 1},
    "reweight_many": {"weightings": [{}]},
    "scenarios": {"scenarios": {"a": "geometric"}},
    "sensitivity": {"samples": 2, "bootstraps": 0},
    "stability_radius": {},
    "tipping_point": {"a": "London", "b": "Paris"},
    "to_coinr": {},
    "to_csv": {},
    "to_excel": {"path": "index.xlsx"},
    "to_html": {},
    "to_json": {},
    "to_latex": {},
    "to_markdown": {},
    "to_parquet": {"path": "index.parquet"},
    "uncertainty": {"draws": 8},
    "weight_map": {},
    "weight_problems": {"name": "influence", "weight": 1},
    "weights_per_unit": {"group": "influence"},
}
