"""The language of the command line, known before its arguments are read, so that what is wrong with them is in it."""

from __future__ import annotations

from collections.abc import Sequence

from intlindex.sentences import LANGUAGES

__all__ = ["language_asked"]


def language_asked(arguments: Sequence[str]) -> str:
    """Return the language of ``--lang``; English where it is not given, or is none that there is.

    Examples
    --------
    >>> language_asked(["rank", "--lang", "zh"]), language_asked(["rank", "--lang=xx"]), language_asked(["--lang"])
    ('zh', 'en', 'en')
    """
    found = "en"
    for at, each in enumerate(arguments):
        if each == "--lang" and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif each.startswith("--lang="):
            found = each.removeprefix("--lang=")
    return found if found in LANGUAGES else "en"
