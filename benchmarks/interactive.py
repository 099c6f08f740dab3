"""What a person at a notebook waits for: CPU time of single questions, and of a fresh process until it can answer.

Single figures depend on the machine; what they are compared with is making and sorting one small table, in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd

import intlindex as ix
from benchmarks.timing import Row, compare
from intlindex.outputs.records.schemas import schema

__all__ = ["rows"]

TABLES = 20
"""Small tables that a question is compared with, so that both take milliseconds."""


THIRDS = {
    "explain a city": 0.57,
    "place a city": 0.61,
    "write the index as JSON": 0.34,
    "the JSON Schema of a ranking": 0.21,
}
"""A third of the time that a question took in version 0.1.0, against the same tables."""


def rows(*, repeats: int) -> list[Row]:
    """Measure questions about the shipped index, and starting."""
    return [*_questions(repeats), *_starting(repeats)]


def _tables() -> None:
    for _ in range(TABLES):
        pd.DataFrame({"rank": np.arange(37.0), "city": [f"city {at}" for at in range(37)]}).sort_values("rank")


def _questions(repeats: int) -> list[Row]:
    index = ix.load("ieci-2022")
    values = index.raw.loc["Beijing"].dropna().to_dict()
    questions: dict[str, Callable[[], object]] = {
        "explain a city": lambda: index.explain("Beijing"),
        "compare two cities": lambda: index.compare("Beijing", "Shanghai"),
        "place a city": lambda: index.place("Jinan", values),
        "write the index as JSON": index.to_json,
        "the JSON Schema of a ranking": lambda: schema("ranking"),
        "agreement with what was published": index.agreement,
        "effects of dropping each of 39 nodes": lambda: index.audit().dropping,
        "the findings of an audit": lambda: index.audit().findings,
    }
    against = f"making and sorting {TABLES} tables of 37 rows"
    return [
        compare(
            f"{work} (CPU time)",
            ask,
            _tables,
            against=against,
            repeats=repeats,
            clock=time.process_time,
            asked=THIRDS.get(work),
        )
        for work, ask in questions.items()
    ]


def _starting(repeats: int) -> list[Row]:
    base = "import pandas, pydantic"
    codes = {
        "import intlindex": "import intlindex",
        "import intlindex, and all that an index needs": "import intlindex as ix; ix.Index",
        "a first ranking: import, load, rank": "import intlindex as ix; ix.load('ieci-2022').ranking",
    }
    asked = dict(zip(codes, (1.15, None, 1.4), strict=True))
    with tempfile.TemporaryDirectory() as compiled:  # of both alike, from their first run
        return [
            compare(
                f"{work} (CPU time of a process)",
                partial(_run, code, compiled),
                partial(_run, base, compiled),
                against=base,
                repeats=repeats,
                clock=_time_of_children,
                asked=asked[work],
            )
            for work, code in codes.items()
        ]


def _run(code: str, compiled: str) -> None:
    """Run code in a process that keeps compiled modules in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603  our own interpreter


def _time_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
