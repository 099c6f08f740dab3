"""Declared minima of dependencies against known advisories."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECK = runpy.run_path(str(ROOT / ".ci" / "advisories.py"))


def project(requirement):
    return {
        "build-system": {"requires": []},
        "project": {"dependencies": [], "optional-dependencies": {"parquet": [requirement]}},
        "dependency-groups": {},
    }


def listed():
    return tomllib.loads((ROOT / ".ci" / "advisories.toml").read_text("utf-8"))["advisories"]


def test_no_declared_minimum_admits_a_known_weakness():
    assert CHECK["weak"](tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8")), listed()) == []


@pytest.mark.parametrize("requirement", ["pyarrow>=14", "pyarrow>=14.0.0", "pyarrow", "PyArrow >= 9.1"])
def test_a_minimum_that_admits_one_is_found(requirement):
    (found,) = CHECK["weak"](project(requirement), listed())
    assert "CVE-2023-47248" in found


@pytest.mark.parametrize("requirement", ["pyarrow>=14.0.1", "pyarrow>=15", "pyarrow-hotfix>=0.1"])
def test_a_minimum_beyond_it_is_not(requirement):
    assert CHECK["weak"](project(requirement), listed()) == []
