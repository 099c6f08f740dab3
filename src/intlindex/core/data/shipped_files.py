"""Shipped files: frameworks, methods, cities, values, sources, published results."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

from intlindex.core.data.editions import values_of_edition
from intlindex.errors import DefinitionError, Problem, RequestError, UnknownNameError, nearest
from intlindex.findings import Finding, finding
from intlindex.sentences import say
from intlindex.specs import City, Framework, Method, Source, Spec
from intlindex.specs.load import load_spec, read_text, spec_from
from intlindex.specs.rule_names import unknown_names

__all__ = [
    "DEFAULT_METHOD",
    "framework_names",
    "index_names",
    "method_names",
    "resolve",
    "resolve_framework",
    "resolve_method",
    "shipped_cities",
    "shipped_rows",
    "shipped_sources",
    "shipped_toml",
    "shipped_values",
]

DEFAULT_METHOD = "default"
EXAMPLE = "example"
Model = TypeVar("Model", bound=Spec)


def _folder() -> Traversable:
    return files("intlindex.indicators")


@cache
def framework_names() -> tuple[str, ...]:
    """Return the names of the shipped editions of the index.

    Examples
    --------
    >>> framework_names()
    ('ieci-2022', 'ieci-2024')
    """
    return _names("frameworks")


def index_names() -> tuple[str, ...]:
    """Return the names of all shipped indices: the editions, and the example that never changes.

    Examples
    --------
    >>> index_names()
    ('ieci-2022', 'ieci-2024', 'example')
    """
    return (*framework_names(), EXAMPLE)


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
    """Return one of the shipped CSV files, one mapping per row."""
    return tuple(csv.DictReader(io.StringIO((_folder() / name).read_text("utf-8"))))


@cache
def shipped_cities(name: str | None = None) -> tuple[City, ...]:
    """Return all cities with data, in the order of the registry.

    Parameters
    ----------
    name : str, optional
        The index whose registry to return: the example has its own, all editions share another.

    Returns
    -------
    tuple of City
        The cities; of each, `editions` holds the indices that rank it.

    Examples
    --------
    >>> [city.name for city in shipped_cities() if "SF" in city.aliases]
    ['San Francisco']
    >>> [city.name for city in shipped_cities("example") if not city.editions]
    ['Vienna', 'Geneva', 'Chengdu', 'Hangzhou']
    """
    return tuple(_city(row) for row in shipped_rows("example/cities.csv" if name == EXAMPLE else "cities.csv"))


@cache
def shipped_values(edition: str) -> tuple[Mapping[str, str], ...]:
    """Return the values of all cities as an index has them: its own before those of every edition.

    Examples
    --------
    >>> {edition: {row["year"] for row in shipped_values(edition) if row["indicator"] == "flight_destinations"}
    ...  for edition in framework_names()}
    {'ieci-2022': {'2022'}, 'ieci-2024': {'2023'}}
    """
    if edition == EXAMPLE:
        return shipped_rows("example/values.csv")
    own = f"editions/{edition}.csv"
    has_own = (_folder() / own).is_file()
    return tuple(values_of_edition(shipped_rows("values.csv"), shipped_rows(own) if has_own else ()))


def _city(row: dict[str, str]) -> City:
    editions = {name: row[name] for name in index_names() if row.get(name)}
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
    return tuple(_source(row) for row in shipped_rows("sources.csv"))


def _source(row: dict[str, str]) -> Source:
    plain = {name: text for name, text in row.items() if not name.endswith("_zh")}
    chinese = {f"{name}s": {"zh": row[f"{name}_zh"]} for name in ("title", "publisher") if row[f"{name}_zh"]}
    return Source(**plain, **chinese)  # type: ignore[arg-type]  # validated into FrozenMaps


def resolve_framework(framework: Framework | str | Path) -> Framework:
    """Return a framework given as a value, the name of a shipped one, or a path.

    Raises
    ------
    UnknownNameError
        If it is neither a shipped name nor an existing file.
    DefinitionError
        If the file is not a framework.
    """
    return resolve(Framework, framework, index_names(), "framework")


def resolve_method(
    method: Method | str | Path, framework: Framework, *, base: Method | None = None
) -> tuple[Method, tuple[Finding, ...]]:
    """Return a method given as a value, the name of a shipped one, or a path.

    A shipped method is a preset: it replaces the defaults of `base` (or of the shipped default) and keeps its
    exceptions by id, without those for nodes that the framework does not have.

    Parameters
    ----------
    method : Method, str or Path
        The method; as text a file only where there is no `base`.
    framework : Framework
        What it is for.
    base : Method, optional
        Whose place it takes, and whose exceptions a preset keeps.

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
    try:
        found = resolve(Method, method, method_names(), "method", files=base is None)
    except DefinitionError as error:
        unknown = _unknown_names(method, framework)
        if not unknown:
            raise
        raise DefinitionError([*error.problems, *unknown], source=error.source) from error
    if isinstance(method, Method) or method not in method_names():
        return found, ()
    if method == DEFAULT_METHOD and base is None:
        return found.restricted_to(framework), ()
    found = _with_rule_of_root(found, framework)
    kept = base if base is not None else resolve(Method, DEFAULT_METHOD, method_names(), "method")
    preset, changed = kept.with_preset(found)
    findings = tuple(
        finding("preset-range", "info", each.where, change=each.message, method=method)
        for each in changed
        if each.where in {node.id for node in framework.nodes}
    )
    return preset.restricted_to(framework), findings


def _unknown_names(method: object, framework: Framework) -> list[Problem]:
    """Find what a method names and a framework does not have, in a file that is not valid otherwise either."""
    if not isinstance(method, str | Path):
        return []
    try:
        raw = tomllib.loads(read_text(method))
    except (DefinitionError, tomllib.TOMLDecodeError):
        return []
    return unknown_names(raw, framework)


def _with_rule_of_root(preset: Method, framework: Framework) -> Method:
    """Apply what a preset says of the level "index" to the root, if its level has another name."""
    rule = preset.groups.level.get("index")
    if rule is None or any(group.level == "index" for group in framework.groups):
        return preset
    return preset.replace(groups=preset.groups.replace(only={framework.root.id: rule, **preset.groups.only}))


def resolve(
    model: type[Model],
    given: Model | str | Path,
    names: tuple[str, ...],
    what: Literal["framework", "method"],
    *,
    files: bool = True,
) -> Model:
    """Return a spec given as a value, the name of a shipped one, or a path; text is a path only if `files` is set.

    Raises
    ------
    RequestError
        If it is none of these.
    UnknownNameError
        If it is neither a shipped name nor an existing file.
    DefinitionError
        If the file is not such a spec.
    """
    is_method = what == "method"
    if isinstance(given, model):
        return given
    if given in names:
        file = f"{EXAMPLE}/framework.toml" if given == EXAMPLE else f"{what}s/{given}.toml"
        found: Model = _shipped(model, file)
        return found
    if not isinstance(given, str | Path):
        found_type = type(given).__name__
        raise RequestError(
            say("wrong-type/data-method" if is_method else "wrong-type/data-framework", found=found_type)
        )
    if isinstance(given, str) and not files:
        name = given[:60]
        raise UnknownNameError(
            say(
                "unknown-name/data-shipped-method" if is_method else "unknown-name/data-shipped-framework",
                name=name,
                hint=nearest(name, names),
            )
        )
    if Path(given).suffix or len(Path(given).parts) > 1 or _exists(given):
        return load_spec(model, given)
    raise UnknownNameError(
        say(
            "unknown-name/data-method" if is_method else "unknown-name/data-framework",
            name=str(given),
            hint=nearest(str(given), names),
        )
    )


def _exists(path: str | Path) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


@cache
def _shipped(model: type[Model], name: str) -> Model:
    return spec_from(model, shipped_toml(name), source=name)
