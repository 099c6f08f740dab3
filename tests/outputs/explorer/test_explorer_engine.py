"""The engine of the explorer, run by Node, gives what the library gives."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from explorer_cases import cases, expected, fixture, shipped, weightings

ROOT = Path(__file__).parents[3]
FIXTURE = ROOT / "web" / "tests" / "fixtures" / "scoring.json"
NODE = shutil.which("node")


def _close(one, other):
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_close(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_close, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return bool(np.isclose(one, other, rtol=1e-12, atol=1e-12))
    return one == other


def written(made):
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_the_fixture_of_the_front_end_is_current():
    made = json.loads(written(fixture()))
    if os.environ.get("INTLINDEX_WRITE_FIXTURE"):
        FIXTURE.parent.mkdir(exist_ok=True)
        FIXTURE.write_text(written(made), encoding="utf-8")
    kept = json.loads(FIXTURE.read_text("utf-8"))
    assert [case["name"] for case in kept] == [case["name"] for case in made]
    for ours, theirs in zip(made, kept, strict=True):
        ours["record"]["version"] = theirs["record"]["version"]
        assert _close(ours, theirs), ours["name"]


@pytest.mark.slow
@pytest.mark.skipif(NODE is None and "CI" not in os.environ, reason="no Node on this machine")
def test_fifty_random_weightings_of_every_kind_of_index_give_the_scores_and_ranks_of_the_library(
    tmp_path,
):
    made = [
        {
            "name": name,
            "record": case.record(),
            "weightings": [
                {"weights": changes, **expected(case, changes)} for changes in weightings(case.index, 100 + seed, 50)
            ],
        }
        for seed, (name, case) in enumerate((cases() | shipped()).items())
    ]
    (tmp_path / "scoring.json").write_text(written(made), encoding="utf-8")
    done = subprocess.run(
        [NODE, "--test", "tests/engine.test.js"],
        cwd=ROOT / "web",
        env={**os.environ, "INTLINDEX_FIXTURE": str(tmp_path / "scoring.json")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
