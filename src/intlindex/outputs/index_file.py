"""One file that holds an index: its data, framework and method, its results, and the versions that made it."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from intlindex._version import __version__
from intlindex.core.data.table import Table, plain_numbers
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, DefinitionError, IntlindexError, RequestError, problem, refusing
from intlindex.findings import Finding
from intlindex.sentences import say
from intlindex.specs import City, Framework, Method
from intlindex.specs.load import check_plain, read_text, spec_from

__all__ = ["checked_path", "index_from_text", "read_index", "write_atomically", "write_index"]

AnyIndex = TypeVar("AnyIndex", bound=ScoredIndex)
FORMAT = "intlindex/index/1"
# By how much other machines and versions may differ, relative to the largest score.
RESULT_TOLERANCE = 1e-9
# Nested mappings are written on separate lines down to this depth.
DEEPEST = 4


def checked_path(path: object) -> Path:
    """Return the path of a file or folder to write.

    Raises
    ------
    RequestError
        If it is no path.

    Examples
    --------
    >>> checked_path(3)
    Traceback (most recent call last):
        ...
    intlindex.RequestError: a file or folder is written to a path, found int
    """
    if isinstance(path, str | os.PathLike):
        return Path(path)
    raise RequestError(say("wrong-type/outputs-target", found=type(path).__name__))


def write_atomically(path: str | Path, content: str | bytes) -> None:
    """Write a file so that it is either complete or as it was before; text is written as UTF-8.

    Raises
    ------
    RequestError
        If it is no path.
    DataError
        If it cannot be written.
    """
    asked = checked_path(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        target = asked.resolve()  # through links, so that they stay
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a pipe or a device: nothing to keep
            return
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as temporary:
            temporary.write(data)
        Path(temporary.name).chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        Path(temporary.name).replace(target)
    except ValueError as error:  # as a NUL in the path
        raise DataError(say("unwritable-file/outputs-name", reason=str(error)), source=str(path)) from error
    except OSError as error:
        if "temporary" in locals():
            Path(temporary.name).unlink(missing_ok=True)
        raise DataError(say("unwritable-file/outputs", reason=error.strerror), source=str(path)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@cache
def _version_of(package: str) -> str:
    """Return the version of a package, without loading it."""
    return version(package)


def write_index(index: ScoredIndex, path: str | Path | None) -> str:
    """Write an index as JSON."""
    record = {
        "format": FORMAT,
        "versions": {
            "intlindex": __version__,
            "python": platform.python_version(),
            "numpy": np.__version__,
            "pandas": pd.__version__,
            "scipy": _version_of("scipy"),
        },
        **index.content(),
        "findings": [[each.code, each.severity, each.node, each.message] for each in index.reading_findings],
        "results": {"nodes": list(index.nodes), "scores": plain_numbers(index.fits.scores.T)},
    }
    record["fingerprint"] = _seal(record)
    text = _as_text(record)
    if path is not None:
        write_atomically(path, text)
    return text


def _as_text(record: Mapping[str, Any]) -> str:
    """Write a record with a line for each row of its matrices.

    The indented form of the standard library goes through every number in Python; a row written in one piece does not.
    """
    write = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    parts = [f"{write(name)}: {_part(value, write, depth=1)}" for name, value in record.items()]
    return "{\n " + ",\n ".join(parts) + "\n}\n"


def _part(value: Any, write: Callable[[Any], str], *, depth: int) -> str:
    """Write a part of a record: members of mappings and of lists of lists or mappings on separate lines."""
    open_, close = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict) and value and depth < DEEPEST:
        members = (f"{write(name)}: {_part(member, write, depth=depth + 1)}" for name, member in value.items())
        return "{" + open_ + f",{open_}".join(members) + close + "}"
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[" + open_ + f",{open_}".join(map(write, value)) + close + "]"
    return write(value)


def _seal(record: dict[str, Any]) -> str:
    """Return the SHA-256 of the rest of a record, findings and versions included.

    Results are excluded: they are compared with those computed again, which another machine may round differently.
    """
    sealed = {key: value for key, value in record.items() if key not in {"fingerprint", "results"}}
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def read_index(made: type[AnyIndex], path: str | Path) -> AnyIndex:
    """Read an index of a class from a file of JSON, score it and compare with the recorded results."""
    if not isinstance(path, str | Path):
        raise RequestError(say("wrong-type/outputs-path", found=type(path).__name__))
    if isinstance(path, str) and path.lstrip().startswith("{"):
        raise RequestError(say("wrong-value/outputs-text-as-path"))
    return index_from_text(made, read_text(path), str(path))


def index_from_text(made: type[AnyIndex], text: str, name: str = "text") -> AnyIndex:
    """Read an index of a class from JSON, score it and compare with the recorded results; no file is opened."""
    if not isinstance(text, str):
        raise RequestError(say("wrong-type/outputs-text", found=type(text).__name__))
    with refusing(say("file-format/index"), name, DefinitionError):
        try:
            record = json.loads(text)
        except json.JSONDecodeError as error:
            raise DefinitionError(say("unreadable-file/outputs-json", reason=str(error)), source=name) from error
    check_plain(record, name)
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise DefinitionError(say("unreadable-file/outputs-format", allowed=FORMAT), source=name)
    with refusing(say("file-format/index"), name, DefinitionError):
        return _index_of(made, record, name)


def _index_of(made: type[AnyIndex], record: dict[str, Any], name: str) -> AnyIndex:
    """Make the index of a record, and check that it has not changed since it was written."""
    try:
        framework = spec_from(Framework, record["framework"], source=f"{name}: framework")
        method = spec_from(Method, record["method"], source=f"{name}: method")
        findings = tuple(Finding(*each) for each in record["findings"])
        index = made.of(_table(record["data"], name), framework, method, findings=findings)
        index = index.reweight(record["reweighting"])
        recorded = np.array(record["results"]["scores"], dtype=np.float64)
    except RequestError as error:  # of weights that the file holds
        raise DefinitionError(error.problems, source=f"{name}: weights") from error
    except IntlindexError:
        raise
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        reason = say("unreadable-file/outputs-incomplete", error=type(error).__name__, reason=str(error))
        raise DefinitionError(reason, source=name) from error
    _compare(index, recorded, name)
    if _seal(record) != record.get("fingerprint"):
        raise DataError(say("conflict/outputs-fingerprint"), source=name)
    return index


def _table(data: dict[str, Any], name: str) -> Table:
    return Table(
        tuple(data["cities"]),
        tuple(data["indicators"]),
        np.array(data["values"], dtype=np.float64),
        {column: tuple(cells) for column, cells in data["attributes"].items()},
        {city: spec_from(City, entry, source=f"{name}: {city}") for city, entry in data["registry"].items()},
        tuple(data["provenance"]),
        np.array(data["history"], dtype=np.float64) if "history" in data else None,
    )


def _compare(index: ScoredIndex, recorded: np.ndarray[Any, np.dtype[np.float64]], name: str) -> None:
    scores = index.scores.to_numpy()
    if recorded.shape != scores.shape:
        raise DataError(say("conflict/outputs-shape"), source=name)
    size = np.nanmax(np.abs(scores), initial=1.0)
    differs = ~np.isclose(recorded, scores, rtol=0, atol=RESULT_TOLERANCE * size, equal_nan=True)
    problems = [
        problem(
            "conflict/outputs-score",
            f"{index.cities[row]}, {index.nodes[column]}",
            recorded=recorded[row, column],
            computed=scores[row, column],
        )
        for row, column in np.argwhere(differs)
    ]
    if problems:
        raise DataError(problems, source=say("conflict/outputs-results", file=name))
