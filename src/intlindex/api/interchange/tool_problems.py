"""Problems of other tools' files, collected so that all are raised at once, with places in the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, get_args

from intlindex.errors import DataError, DefinitionError, IntlindexError, Problem, RequestError, SeveralErrors, problem
from intlindex.specs import Framework
from intlindex.specs.fields import Scale
from intlindex.specs.load import spec_from

__all__ = ["attempt", "check_scale", "framework_of", "raise_all"]

Made = TypeVar("Made")


def check_scale(scale: object) -> None:
    """Check the scale that is assumed for indicators.

    Raises
    ------
    RequestError
        If there is no such scale.

    Examples
    --------
    >>> check_scale("nominal")
    Traceback (most recent call last):
        ...
    intlindex.RequestError: scale: must be one of 'ratio', 'interval', 'ordinal', found 'nominal'
    """
    if scale not in get_args(Scale):
        raise RequestError([problem("wrong-value/interchange-scale", "scale", allowed=get_args(Scale), found=scale)])


def attempt(wrong: list[IntlindexError], step: Callable[[], Made]) -> Made | None:
    """Take a step; collect its error instead of raising it."""
    try:
        return step()
    except IntlindexError as error:
        wrong.append(error)
        return None


def framework_of(raw: Mapping[str, Any], problems: list[Problem], place: Callable[[str, str], str]) -> Framework | None:
    """Make a framework, and add what is wrong with it to the problems, with places in the file.

    Parameters
    ----------
    raw : mapping
        The framework as plain data.
    problems : list of Problem
        What is already known to be wrong; added to.
    place : callable
        From the id of a node (or an empty text) and a field to the place in the file.

    Returns
    -------
    Framework or None
        None if anything is wrong.
    """
    try:
        made = spec_from(Framework, raw, source="")
    except DefinitionError as error:
        for each in error.problems:
            found = re.fullmatch(r"(?:groups|indicators)(?:\[(.+)\])?(?:\.(\w+))?.*", each.where)
            node, field = (found[1] or "", found[2] or "") if found else ("", each.where)
            problems.append(Problem(place(node, field), each.message))
        return None
    return None if problems else made


def raise_all(definition: list[Problem], data: list[Problem], *, sources: tuple[str, str]) -> None:
    """Raise what is wrong with definition and data, if anything is.

    Raises
    ------
    DefinitionError, DataError
        Or both in one.
    """
    wrong: list[IntlindexError] = []
    if definition:
        wrong.append(DefinitionError(dict.fromkeys(definition), source=sources[0]))
    if data:
        wrong.append(DataError(dict.fromkeys(data), source=sources[1]))
    if len(wrong) > 1:
        raise SeveralErrors(wrong)
    if wrong:
        raise wrong[0]
