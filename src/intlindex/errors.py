"""What can go wrong, and how it is said: every problem at once, by id, with what was found and allowed.

The tree; each class is also the built-in that a caller would expect::

    IntlindexError(Exception)
    ├── DefinitionError(ValueError)      a framework, a method, a weight
    ├── DataError(ValueError)            the table of values
    │   └── SeveralErrors                both, or more than one file
    ├── UnknownNameError(KeyError)       a city or node that does not exist
    └── MissingDependencyError(ImportError)
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

__all__ = [
    "DataError",
    "DefinitionError",
    "IntlindexError",
    "MissingDependencyError",
    "Problem",
    "SeveralErrors",
    "UnknownNameError",
    "listed",
    "nearest",
    "refusing",
]

_LONGEST_REASON = 200


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, by id, and what.

    Parameters
    ----------
    where : str
        The place, by id and not by position: ``indicators[trade].weight``.
    message : str
        What is wrong, what was found, what is allowed.

    Examples
    --------
    >>> print(Problem("indicators[trade].weight", "must be at least 0, found -2"))
    indicators[trade].weight: must be at least 0, found -2
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class IntlindexError(Exception):
    """Base of all errors that this package raises on purpose.

    Parameters
    ----------
    problems : Iterable of Problem or str
        Everything that is wrong.
    source : str
        The file or object that holds it, named first.

    Examples
    --------
    >>> error = IntlindexError([Problem("a", "is wrong"), Problem("b", "is missing")], source="my.toml")
    >>> print(error)
    my.toml: 2 problems
      a: is wrong
      b: is missing
    >>> error.problems[1].where
    'b'
    """

    def __init__(self, problems: str | Iterable[Problem | str], *, source: str = "") -> None:
        found = [problems] if isinstance(problems, str) else problems
        self.problems: tuple[Problem, ...] = tuple(
            problem if isinstance(problem, Problem) else Problem("", problem) for problem in found
        )
        self.source = source
        super().__init__(str(self))

    def __str__(self) -> str:
        prefix = f"{self.source}: " if self.source else ""
        if len(self.problems) == 1:
            return f"{prefix}{self.problems[0]}"
        lines = (f"  {problem}" for problem in self.problems)
        return "\n".join([f"{prefix}{len(self.problems)} problems", *lines])


class DefinitionError(IntlindexError, ValueError):
    """A framework, a method or a weight is not what it must be.

    Examples
    --------
    >>> print(DefinitionError([Problem("groups", "none is a root")], source="framework.toml"))
    framework.toml: groups: none is a root
    """


class DataError(IntlindexError, ValueError):
    """The table of values is not what the framework asks for.

    Examples
    --------
    >>> print(DataError([Problem("Rome, gdp", "must be a finite number, found 'much'")], source="data.csv"))
    data.csv: Rome, gdp: must be a finite number, found 'much'
    """


class SeveralErrors(DefinitionError, DataError):  # noqa: N818  it is several
    """More than one of framework, method and data is wrong; all of it is said.

    Examples
    --------
    >>> print(SeveralErrors([DefinitionError("no root", source="f.toml"), DataError("is empty", source="d.csv")]))
    f.toml: no root
    d.csv: is empty
    """

    def __init__(self, errors: Sequence[IntlindexError]) -> None:
        self.errors = tuple(errors)
        super().__init__([problem for error in errors for problem in error.problems])

    def __reduce__(self) -> tuple[type[SeveralErrors], tuple[tuple[IntlindexError, ...]]]:
        # An exception is unpickled from the text in its `args`; this one is made of errors.
        return type(self), (self.errors,)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class UnknownNameError(IntlindexError, KeyError):
    """A city, node or shipped file of that name does not exist.

    Examples
    --------
    >>> print(UnknownNameError("no city 'Pekin'; did you mean 'Beijing'?"))
    no city 'Pekin'; did you mean 'Beijing'?
    """


class MissingDependencyError(IntlindexError, ImportError):
    """An optional part was asked for whose package is not installed.

    Examples
    --------
    >>> print(MissingDependencyError("reading .xlsx needs another package: pip install 'intlindex[excel]'"))
    reading .xlsx needs another package: pip install 'intlindex[excel]'
    """


@contextmanager
def refusing(what: str, source: str, error: type[IntlindexError] | None = None) -> Iterator[None]:
    """Turn whatever is raised inside into an error that names the file.

    Parameters
    ----------
    what : str
        What the file cannot be read as.
    source : str
        The file.
    error : type, optional
        The error to raise; by default a `DataError`.

    Examples
    --------
    >>> with refusing("workbook", "data.xlsx"):
    ...     raise KeyError("xl/workbook.xml")
    Traceback (most recent call last):
        ...
    intlindex.DataError: data.xlsx: is not a readable workbook: 'xl/workbook.xml'
    """
    error = DataError if error is None else error
    try:
        yield
    except IntlindexError:
        raise
    except MemoryError as problem:
        raise error("needs more memory than there is", source=source) from problem
    except RecursionError as problem:
        raise error(f"is not a readable {what}: it is nested too deeply", source=source) from problem
    except Exception as problem:  # whatever a reader of strangers' files may raise
        raise error(f"is not a readable {what}: {_reason(problem)}", source=source) from problem


def _reason(problem: Exception) -> str:
    """Say in one short line what is wrong."""
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    line = " ".join(said.split()) or type(problem).__name__
    return line if len(line) <= _LONGEST_REASON else f"{line[: _LONGEST_REASON - 1]}…"


def listed(names: Sequence[str], *, most: int = 8) -> str:
    """Write names as one short list.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    shown = ", ".join(repr(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def nearest(name: str, names: Iterable[str] | Mapping[str, str]) -> str:
    """Say which of the valid names is meant, or else list them; a mapping says how to call what a name stands for.

    Examples
    --------
    >>> nearest("influense", ["influence", "connectivity"])
    "did you mean 'influence'?"
    >>> nearest("x", ["influence", "connectivity"])
    "allowed: 'influence', 'connectivity'"
    >>> nearest("Pekin", {"Peking": "Beijing", "Beijing": "Beijing"})
    "did you mean 'Beijing'?"
    """
    shown = names if isinstance(names, Mapping) else {each: each for each in names}
    candidates = {each.casefold(): each for each in map(str, shown)}
    matches = difflib.get_close_matches(str(name).casefold(), list(candidates), n=2, cutoff=0.6)
    if matches:
        meant = dict.fromkeys(shown[candidates[match]] for match in matches)
        return f"did you mean {' or '.join(map(repr, meant))}?"
    return f"allowed: {listed(list(dict.fromkeys(shown.values())))}"
