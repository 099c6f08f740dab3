"""Reading text in an encoding, with a guess of the right one where it cannot be read."""

from __future__ import annotations

import codecs
import re

from intlindex.core.data.settings_named import setting
from intlindex.errors import DataError
from intlindex.sentences import say

__all__ = ["decoded"]

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_GUESSED_FROM = 1 << 20


def decoded(data: bytes, source: str, encoding: str | None) -> str:
    """Return the text of a file: UTF-8, with or without a byte-order mark, unless another encoding is given.

    Parameters
    ----------
    data : bytes
        The content of the file.
    source : str
        What messages call it.
    encoding : str or None
        Its encoding, as Python calls it.

    Returns
    -------
    str
        The text, each line ending in a line feed.

    Raises
    ------
    DataError
        If it is empty or in another encoding.
    """
    text = _decoded(data, encoding, source).removeprefix("\ufeff")
    if not text.strip("\ufeff \t\r\n"):
        raise DataError(say("empty/specs-file"), source=source)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, encoding: str | None, source: str) -> str:
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeError as problem:
            wrong = say("unreadable-file/data-not-in-encoding", encoding=encoding, reason=str(problem)[:120])
            raise DataError(wrong, source=source) from problem
    if data.startswith(_UTF_16):
        raise DataError(say("unreadable-file/data-utf16", setting=setting("encoding", "utf-16")), source=source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        found = f"0x{data[problem.start]:02x}"
        wrong = say(
            "unreadable-file/data-encoding", line=line, found=found, setting=setting("encoding", _guessed(data))
        )
        raise DataError(wrong, source=source) from problem


def _guessed(data: bytes) -> str:
    """Return the encoding that bytes other than UTF-8 are most likely in.

    Chinese letters are two bytes above 127; an accented letter is one, between others.

    Examples
    --------
    >>> _guessed("\u57ce\u5e02".encode("gb18030")), _guessed("Z\u00fcrich, Malm\u00f6".encode("cp1252"))
    ('gb18030', 'cp1252')
    """
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", data[:_GUESSED_FROM])]
    return "gb18030" if sum(length % 2 == 0 for length in runs) > 0.8 * len(runs) else "cp1252"
