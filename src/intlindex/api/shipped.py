"""Shipped frameworks and methods, and installed versions."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from intlindex._version import __version__
from intlindex.core.data.shipped_files import (
    framework_names,
    method_names,
    resolve_framework,
    shipped_rows,
    shipped_toml,
)

__all__ = ["frameworks", "methods", "show_versions"]

NEEDED = ("numpy", "pandas", "pydantic", "scipy")
OPTIONAL = ("openpyxl", "pyarrow", "tqdm", "matplotlib", "dask")


def frameworks() -> pd.DataFrame:
    """List the shipped frameworks, for `load` and for `score(..., framework)`.

    Returns
    -------
    DataFrame
        By name: the title, and the numbers of cities, groups and indicators.

    Examples
    --------
    >>> frameworks().loc["ieci-2022", ["cities", "indicators"]].to_list()
    [37, 25]
    """
    rows = {}
    for name in framework_names():
        found = resolve_framework(name)
        cities = sum(bool(row[name]) for row in shipped_rows("cities.csv"))
        rows[name] = (found.title, cities, len(found.groups), len(found.indicators))
    return pd.DataFrame.from_dict(
        rows, orient="index", columns=["title", "cities", "groups", "indicators"]
    ).rename_axis("framework")


def methods() -> pd.DataFrame:
    """List the shipped methods, for `load`, `score` and `Index.replace`.

    Returns
    -------
    DataFrame
        By name: a title and a description.

    Examples
    --------
    >>> methods().loc["geometric", "title"]
    'Geometric'
    """
    files = {name: shipped_toml(f"methods/{name}.toml") for name in method_names()}
    rows = {name: (file.get("name", ""), file.get("description", "")) for name, file in files.items()}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["title", "description"]).rename_axis("method")


def show_versions() -> None:
    """Print the versions of the package, of Python and of what it uses, for a report of a problem.

    Examples
    --------
    >>> show_versions()  # doctest: +ELLIPSIS
    intlindex   ...
    """
    lines = {"intlindex": __version__, "python": sys.version.split()[0], "platform": platform.platform()}
    lines |= {name: _version(name) for name in (*NEEDED, *OPTIONAL)}
    print("\n".join(f"{name:<11} {found}" for name, found in lines.items()))  # noqa: T201  that is what it is for


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
