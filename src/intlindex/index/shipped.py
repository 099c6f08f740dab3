"""What ships with the package: frameworks, methods, cities, values, sources, published results."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from intlindex.errors import DefinitionError, IntlindexError, SeveralErrors, UnknownNameError, nearest
from intlindex.findings import Finding
from intlindex.index.editions import values_of_edition
from intlindex.index.index import Index
from intlindex.index.reading import check_readable, read_table
from intlindex.index.suitability import check_method
from intlindex.specs import City, Framework, Method, Source, Spec
from intlindex.specs.load import load_spec, spec_from

__all__ = [
    "framework_names",
    "load",
    "method_names",
    "resolve_framework",
    "resolve_method",
    "score",
    "shipped_cities",
    "shipped_rows",
    "shipped_sources",
    "shipped_toml",
    "shipped_values",
]

DEFAULT_METHOD = "default"
Model = TypeVar("Model", bound=Spec)
Result = TypeVar("Result")


def _folder() -> Traversable:
    return files("intlindex.indicators")


@cache
def framework_names() -> tuple[str, ...]:
    """Return the names of the shipped frameworks.

    Examples
    --------
    >>> framework_names()
    ('ieci-2022', 'ieci-2024')
    """
    return _names("frameworks")


@cache
def method_names() -> tuple[str, ...]:
    """Return the names of the shipped methods.

    Examples
    --------
    >>> "default" in method_names()
    True
    """
    return _names("methods")


def _names(folder: str) -> tuple[str, ...]:
    entries = (_folder() / folder).iterdir()
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in entries if entry.name.endswith(".toml")))


def shipped_toml(name: str) -> dict[str, Any]:
    """Return one of the shipped TOML files as plain data."""
    return tomllib.loads((_folder() / name).read_text("utf-8"))


@cache
def shipped_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return one of the shipped CSV files, a mapping a row."""
    return tuple(csv.DictReader(io.StringIO((_folder() / name).read_text("utf-8"))))


@cache
def shipped_cities() -> tuple[City, ...]:
    """Return all cities with data, in the order of the registry.

    Examples
    --------
    >>> [city.name for city in shipped_cities() if "SF" in city.aliases]
    ['San Francisco']
    """
    return tuple(_city(row) for row in shipped_rows("cities.csv"))


@cache
def shipped_values(edition: str) -> tuple[Mapping[str, str], ...]:
    """Return the values of all cities as an edition has them: its own before those of every edition.

    Examples
    --------
    >>> {edition: {row["year"] for row in shipped_values(edition) if row["indicator"] == "flight_destinations"}
    ...  for edition in framework_names()}
    {'ieci-2022': {'2022'}, 'ieci-2024': {'2023'}}
    """
    own = f"editions/{edition}.csv"
    has_own = (_folder() / own).is_file()
    return tuple(values_of_edition(shipped_rows("values.csv"), shipped_rows(own) if has_own else ()))


def _city(row: dict[str, str]) -> City:
    editions = {name: row[name] for name in framework_names() if row[name]}
    return City(
        id=row["id"],
        name=row["name"],
        name_zh=row["name_zh"],
        country=row["country"],
        iso2=row["iso2"],
        region=row["region"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        editions=editions,  # type: ignore[arg-type]  # validated into a FrozenMap
    )


@cache
def shipped_sources() -> tuple[Source, ...]:
    """Return the sources of all shipped values and published results.

    Examples
    --------
    >>> len({source.id for source in shipped_sources()}) == len(shipped_sources())
    True
    """
    return tuple(Source(**row) for row in shipped_rows("sources.csv"))


def resolve_framework(framework: Framework | str | Path) -> Framework:
    """Return a framework given as a value, the name of a shipped one, or a path.

    Raises
    ------
    UnknownNameError
        If it is neither a shipped name nor an existing file.
    DefinitionError
        If the file is not a framework.
    """
    return _resolve(Framework, framework, framework_names(), "framework")


def resolve_method(
    method: Method | str | Path, framework: Framework, *, base: Method | None = None
) -> tuple[Method, tuple[Finding, ...]]:
    """Return a method given as a value, the name of a shipped one, or a path.

    A shipped method is a preset: it replaces the defaults of `base` (or of the shipped default) and keeps its
    exceptions by id, without those for nodes that the framework does not have.

    Parameters
    ----------
    method : Method, str or Path
        The method.
    framework : Framework
        What it is for.
    base : Method, optional
        Whose exceptions a preset keeps.

    Returns
    -------
    method : Method
        The method.
    findings : tuple of Finding
        What a preset had to change in an exception.

    Raises
    ------
    UnknownNameError
        If it is neither a shipped name nor an existing file.
    DefinitionError
        If the file is not a method.
    """
    found = _resolve(Method, method, method_names(), "method")
    if isinstance(method, Method) or method not in method_names():
        return found, ()
    if method == DEFAULT_METHOD and base is None:
        return found.restricted_to(framework), ()
    found = _of_the_root(found, framework)
    kept = base if base is not None else _resolve(Method, DEFAULT_METHOD, method_names(), "method")
    preset, changed = kept.with_preset(found)
    findings = tuple(
        Finding(
            "preset-range", "info", problem.where, f"{problem.message} here, so that it is commensurate in {method!r}"
        )
        for problem in changed
        if problem.where in {node.id for node in framework.nodes}
    )
    return preset.restricted_to(framework), findings


def _of_the_root(preset: Method, framework: Framework) -> Method:
    """Let what a preset says of the level "index" hold for the root, whatever its level is called."""
    rule = preset.groups.level.get("index")
    if rule is None or any(group.level == "index" for group in framework.groups):
        return preset
    return preset.replace(groups=preset.groups.replace(only={framework.root.id: rule, **preset.groups.only}))


def _resolve(model: type[Model], given: Model | str | Path, names: tuple[str, ...], what: str) -> Model:
    if isinstance(given, model):
        return given
    if given in names:
        found: Model = _shipped(model, f"{what}s/{given}.toml")
        return found
    if not isinstance(given, str | Path):
        raise DefinitionError(f"a {what} is a {model.__name__}, a path or a name, found {type(given).__name__}")
    if Path(given).suffix or len(Path(given).parts) > 1 or _exists(given):
        return load_spec(model, given)
    raise UnknownNameError(f"no {what} {str(given)!r}, shipped or as a file; {nearest(str(given), names)}")


def _exists(path: str | Path) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


@cache
def _shipped(model: type[Model], name: str) -> Model:
    return spec_from(model, shipped_toml(name), source=name)


def load(name: str = "ieci-2022", method: str = DEFAULT_METHOD) -> Index:
    """Load a shipped index, scored.

    Parameters
    ----------
    name : str
        Its framework: "ieci-2022" (37 cities) or "ieci-2024" (43 cities).
    method : str
        The name of a shipped method.

    Returns
    -------
    Index
        The index: a reconstruction from open data, not the authors' own scores.

    Raises
    ------
    UnknownNameError
        If no index or method of that name ships.

    Examples
    --------
    >>> index = load("ieci-2022")
    >>> index.ranking.shape
    (37, 6)
    """
    for given, names, what in ((name, framework_names(), "index"), (method, method_names(), "method")):
        if given not in names:
            raise UnknownNameError(f"no {what} {given!r} ships; {nearest(str(given), names)}")
    return _load(name, method)


@cache
def _load(name: str, method: str) -> Index:
    framework = resolve_framework(name)
    cities = [city.id for city in shipped_cities() if name in city.editions]
    values = pd.DataFrame(shipped_values(name))
    table, findings = read_table(values, framework, registry=shipped_cities(), only=cities)
    names = [city.name for city in shipped_cities() if city.id in cities]
    rules, changed = resolve_method(method, framework)
    return Index.of(table.take(cities=names), framework, rules, findings=(*findings, *changed))


def score(
    data: str | Path | pd.DataFrame,
    framework: Framework | str | Path,
    method: Method | str | Path = DEFAULT_METHOD,
    *,
    time: object = None,
) -> Index:
    """Score your own data.

    Parameters
    ----------
    data : str, Path or DataFrame
        Wide (a column `city` or `unit`, one column per indicator) or tidy (columns `city`, `indicator`, `value`).
    framework : Framework, str or Path
        What is measured: a value, a TOML file, or the name of a shipped framework.
    method : Method, str or Path
        How it is combined: a value, a TOML file, or the name of a shipped method. The default is min-max to 0..100,
        the framework's weights and arithmetic means.
    time : object, optional
        Which time to score, where the data has a column `time` with several.

    Returns
    -------
    Index
        The scored index.

    Raises
    ------
    DefinitionError, DataError
        If anything is wrong with the three or they do not fit together; with every problem.

    Examples
    --------
    >>> data = pd.DataFrame({"city": ["Here", "There"], "parks": [4, 9], "rent": [800, 1100]})
    >>> framework = Framework(
    ...     id="mine",
    ...     name="My index",
    ...     groups=[{"id": "index", "name": "My index", "level": "index"}],
    ...     indicators=[
    ...         {"id": "parks", "parent": "index", "name": "Parks", "unit": "parks", "direction": "higher",
    ...          "scale": "ratio", "weight": 3},
    ...         {"id": "rent", "parent": "index", "name": "Rent", "unit": "euros", "direction": "lower",
    ...          "scale": "ratio"},
    ...     ],
    ... )
    >>> score(data, framework).ranking[["rank", "city", "score"]]
       rank   city  score
    0     1  There   75.0
    1     2   Here   25.0
    """
    wrong: list[IntlindexError] = []
    definition = _attempt(wrong, lambda: resolve_framework(framework))
    rules = _attempt(wrong, lambda: _method_for(method, definition))
    if definition is None:
        _attempt(wrong, lambda: check_readable(data))
        read = None
    else:
        read = _attempt(wrong, lambda: read_table(data, definition, registry=shipped_cities(), time=time))
    if len(wrong) == 1:
        raise wrong[0]
    if wrong or definition is None or rules is None or read is None:
        raise SeveralErrors(wrong)
    (table, findings), (resolved, changed) = read, rules
    return Index.of(table, definition, resolved, findings=(*findings, *changed))


def _attempt(wrong: list[IntlindexError], step: Callable[[], Result]) -> Result | None:
    """Take a step, and note what is wrong instead of stopping at it."""
    try:
        return step()
    except IntlindexError as error:
        wrong.append(error)
        return None


def _method_for(method: Method | str | Path, framework: Framework | None) -> tuple[Method, tuple[Finding, ...]]:
    """Resolve a method, and check that it suits a framework as far as there is one."""
    if framework is None:
        return _resolve(Method, method, method_names(), "method"), ()
    rules, changed = resolve_method(method, framework)
    check_method(rules, framework, source="method" if isinstance(method, Method) else str(method))
    return rules, changed
