"""What all tests share: profiles of Hypothesis, the shipped indices, and where outside figures are found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import intlindex as ix

REPOSITORY = Path(__file__).resolve().parents[1]

# Profiles alone say how hard a property is tried: see effort.py. Ten examples find what is plainly wrong in every
# run; `--hypothesis-profile=thorough`, under which coverage is measured, looks longer, and `release` longest.
settings.register_profile("default", deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("default"), max_examples=2000)
settings.load_profile("ci" if os.environ.get("CI") else "default")
settings.register_profile("thorough", max_examples=30)
settings.register_profile("release", max_examples=100)


@pytest.fixture(scope="session")
def indicators_folder() -> Path:
    """The index as data, read without the package."""
    return REPOSITORY / "indicators"


@pytest.fixture(scope="session")
def ieci() -> ix.Index:
    """The shipped index of 2022."""
    return ix.load("ieci-2022")


@pytest.fixture(scope="session")
def example() -> ix.Index:
    """The example of twelve cities, whose values never change: for all that needs some real index, and for figures."""
    return ix.load("example")


@pytest.fixture(scope="session")
def example_audit(example: ix.Index):
    """The audit of the example, made once: it scores the index again without each of its nodes."""
    return example.audit()


@pytest.fixture(scope="session")
def ieci_audit(ieci: ix.Index):
    """The audit of the shipped index of 2022, made once."""
    return ieci.audit()


@pytest.fixture(scope="session")
def oracle() -> Path:
    """The folder of outside figures: skipped where it is not, unless it is asked for."""
    asked_for = os.environ.get("INTLINDEX_ORACLE")
    folder = Path(asked_for) if asked_for else REPOSITORY.parent / "shared" / "oracle"
    if not (folder / "coinr").is_dir():
        message = f"no outside figures in {folder}"
        if asked_for:
            pytest.fail(message)
        pytest.skip(message)
    return folder / "coinr"
