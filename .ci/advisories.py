"""Check that no declared minimum of a dependency admits a release with a known weakness.

The list is ``advisories.toml`` beside this file. Policy: a release that lets a file or a stranger run code, write or
read what they should not is never admitted, whatever else it would support; whoever learns of one adds it to the list.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def release(text: str) -> tuple[int, ...]:
    """Return a release as numbers, which compare as releases do."""
    return tuple(int(part) for part in re.findall(r"\d+", text))


def declared(project: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return every requirement of a project with where it stands."""
    tables = {
        "build-system": project["build-system"]["requires"],
        "dependencies": project["project"]["dependencies"],
        **project["project"]["optional-dependencies"],
        **project["dependency-groups"],
    }
    for where, requirements in tables.items():
        for requirement in requirements:
            if isinstance(requirement, str):
                yield where, requirement


def weak(project: dict[str, Any], advisories: list[dict[str, str]]) -> list[str]:
    """Say which declared minima admit a release with a known weakness."""
    return [
        f"{where}: {requirement} admits {each['id']} ({each['what']}); at least {each['fixed']}"
        for where, requirement in declared(project)
        for each in advisories
        if _package(requirement) == each["package"] and release(requirement.partition(">=")[2]) < release(each["fixed"])
    ]


def _package(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement.strip())[0].casefold()


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    advisories = tomllib.loads((HERE / "advisories.toml").read_text("utf-8"))["advisories"]
    found = weak(project, advisories)
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
