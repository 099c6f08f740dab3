"""Settings of `Reading` as they are written in a call, for messages that say which of them would help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from intlindex.sentences import Sentence, say

__all__ = ["setting", "together"]


def setting(name: str, value: Any) -> Sentence:
    """Return a setting as an argument.

    Parameters
    ----------
    name : str
        A field of `Reading`.
    value : object
        Its value.

    Returns
    -------
    Sentence
        As it is written in a call; the command line writes it as an option.

    Examples
    --------
    >>> setting("decimal", ","), setting("missing", ("--",))
    ("decimal=','", "missing=['--']")
    """
    found = list(value) if isinstance(value, tuple) else value
    return say("reading-setting", name=name, setting_value=found)


def together(settings: Sequence[Sentence]) -> Sentence:
    """Return several settings as one list.

    Examples
    --------
    >>> together([setting("decimal", ","), setting("thousands", "."), setting("percent", True)])
    "decimal=',', thousands='.' and percent=True"
    """
    if len(settings) == 1:
        return settings[0]
    return say("reading-settings", first=tuple(settings[:-1]), last=settings[-1])
