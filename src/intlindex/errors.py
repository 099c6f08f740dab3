"""What can go wrong, and how it is reported: every problem at once, by id, with what was found and allowed.

The tree; each class is also the built-in that a caller would expect::

    IntlindexError(Exception)
    ├── RequestError(ValueError)         an argument of a call, an option of a command
    │   └── UnknownNameError(KeyError)   a city, a node or a shipped file that does not exist
    ├── DefinitionError(ValueError)      a framework, a method
    ├── DataError(ValueError)            the table of values
    │   └── SeveralErrors                both, or more than one file
    └── MissingDependencyError(ImportError)

What can never be right, such as a list where a mapping is needed, is a plain ``TypeError`` that says what is allowed.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from intlindex.sentences import Sentence, code_of, say, values_of
from intlindex.sentences.punctuation import colon

__all__ = [
    "DataError",
    "DefinitionError",
    "IntlindexError",
    "MissingDependencyError",
    "Problem",
    "RequestError",
    "SeveralErrors",
    "UnknownNameError",
    "listed",
    "nearest",
    "problem",
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
        What is wrong, what was found, what is allowed: a sentence of the catalogue. Text of others, such as the
        error of a registered function, has the code "other".

    Examples
    --------
    >>> wrong = problem("unknown-city", "city", city="Pekin", hint=nearest("Pekin", ["Peking", "Paris"]))
    >>> print(wrong)
    city: no city 'Pekin'; did you mean 'Peking'?
    >>> wrong.code, wrong.nearest
    ('unknown-city', ('Peking',))
    """

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}{_colon(self.message)}{self.message}" if self.where else str(self.message)

    @property
    def code(self) -> str:
        """What kind of problem it is, the same in all versions."""
        return code_of(self.message)

    @property
    def values(self) -> dict[str, Any]:
        """The values of the sentence, by name."""
        return values_of(self.message)

    @property
    def found(self) -> Any:
        """What was found, if that was said."""
        return self.values.get("found")

    @property
    def allowed(self) -> Any:
        """What is allowed, if that was said."""
        return self.values.get("allowed")

    @property
    def nearest(self) -> Any:
        """The valid names that are meant, if any is near."""
        return self.values.get("nearest")


def problem(key: str, where: str = "", /, **values: Any) -> Problem:
    """Make a problem of a sentence of the catalogue.

    Parameters
    ----------
    key : str
        Key of the sentence; up to its first slash it is the code.
    where : str
        The place, by id.
    **values
        What the sentence needs; ``found``, ``allowed`` and ``nearest`` can be read from the problem.

    Returns
    -------
    Problem
        The problem.

    Examples
    --------
    >>> problem("allowed", "norm", allowed=("largest", "total")).allowed
    ('largest', 'total')
    """
    return Problem(where, say(key, **values))


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

    __defined_in__ = __name__

    def __init_subclass__(cls) -> None:
        """Let the public name of an error not depend on the file that defines it."""
        super().__init_subclass__()
        cls.__defined_in__, cls.__module__ = cls.__module__, "intlindex"

    def __init__(self, problems: str | Iterable[Problem | str], *, source: str = "") -> None:
        found = [problems] if isinstance(problems, str) else problems
        self.problems: tuple[Problem, ...] = tuple(
            problem if isinstance(problem, Problem) else Problem("", problem) for problem in found
        )
        self.source = source
        self._several = say("problems/several", count=len(self.problems))
        super().__init__(str(self))

    def __str__(self) -> str:
        prefix = f"{self.source}{_colon(self._several)}" if self.source else ""
        if len(self.problems) == 1:
            return f"{prefix}{self.problems[0]}"
        lines = (f"  {problem}" for problem in self.problems)
        return "\n".join([prefix + self._several, *lines])


def _colon(text: str) -> str:
    """Return what stands between a place and what is said about it, in the language of what is said."""
    return colon(text.language if isinstance(text, Sentence) else "en")


class RequestError(IntlindexError, ValueError):
    """An argument of a call is not what it must be, or asks for what the index does not have.

    Examples
    --------
    >>> print(RequestError([problem("allowed", "norm", allowed=["largest", "total"])]))
    norm: allowed: 'largest', 'total'
    """


class DefinitionError(IntlindexError, ValueError):
    """A framework or a method is not what it must be.

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
    """More than one of framework, method and data is wrong; all problems are reported.

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
        # An exception is unpickled from the text in its `args`; this one holds errors.
        return type(self), (self.errors,)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class UnknownNameError(RequestError, KeyError):
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
        raise error(say("too-large/memory"), source=source) from problem
    except RecursionError as problem:
        raise error(say("unreadable-file/nested", format=what), source=source) from problem
    except Exception as problem:  # whatever a reader of strangers' files may raise
        raise error(say("unreadable-file", format=what, reason=_reason(problem)), source=source) from problem


def _reason(problem: Exception) -> str:
    """Return in one short line what is wrong."""
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    if isinstance(said, Sentence):
        return said
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


def nearest(name: str, names: Iterable[str] | Mapping[str, str]) -> Sentence:
    """Return which of the valid names is meant, or else list them; a mapping gives the names to show.

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
        meant = tuple(dict.fromkeys(shown[candidates[match]] for match in matches))
        return say("did-you-mean", nearest=meant)
    return say("allowed", allowed=tuple(dict.fromkeys(shown.values())))
