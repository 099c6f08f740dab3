"""Settings that the messages of the reader name, as settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from intlindex.errors import Problem
from intlindex.sentences import Sentence
from intlindex.specs.reading import Reading

__all__ = ["setting_names", "suggested"]


def suggested(problems: Iterable[Problem], reading: Reading) -> Reading:
    """Return settings with those that problems name and that are not given; texts that mean no value are added.

    Parameters
    ----------
    problems : iterable of Problem
        What is wrong with a table, with the settings that would read it.
    reading : Reading
        What is given.

    Returns
    -------
    Reading
        The settings.

    Examples
    --------
    >>> from intlindex.core.data.settings_named import setting
    >>> from intlindex.errors import problem
    >>> wrong = problem("unreadable-file/data-utf16", "", setting=setting("encoding", "utf-16"))
    >>> suggested([wrong], Reading(decimal=",")).settings()
    {'decimal': ',', 'encoding': 'utf-16'}
    """
    found: dict[str, Any] = {}
    missing = list(reading.missing or ())
    for each in problems:
        for part in _parts(each.values.get("setting")):
            name, value = part.values["name"], part.values["setting_value"]
            if name == "missing":
                missing += [text for text in value if text not in missing]
            else:
                found.setdefault(name, value)
    given = {name: value for name, value in reading.settings().items() if name != "missing"}
    return Reading(**{**found, **given, **({"missing": tuple(missing)} if missing else {})})


def setting_names(problem: Problem) -> list[str]:
    """Return the names of the settings that would read a cell."""
    return [str(part.values["name"]) for part in _parts(problem.values.get("setting"))]


def _parts(found: object) -> list[Sentence]:
    """Return the settings that a sentence names, one by one."""
    if not isinstance(found, Sentence):
        return []
    if found.key == "reading-setting":
        return [found]
    return [each for each in (*found.values.get("first", ()), found.values.get("last")) if isinstance(each, Sentence)]
