"""The kind of a file: by its ending, and by its first bytes where the two disagree."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Literal

from intlindex.errors import DataError
from intlindex.sentences import Sentence, say

__all__ = ["WORKBOOKS", "kind_of"]

Kind = Literal["text", "workbook", "parquet"]
WORKBOOKS = {".xlsx", ".xlsm"}
# What a file begins with, and what it is then.
_ZIP, _COMPOUND, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_COMPRESSED, _PDF = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), b"%PDF"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
# How a protected workbook names the stream that holds it.
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(path: Path, source: str) -> Kind:
    """Return how a file is to be read.

    Raises
    ------
    DataError
        If it is no file, or of a kind that is not read; with what to do.
    """
    if _ADDRESS.match(source):
        raise DataError(say("unreadable-file/data-address"), source=source)
    start = _start_of(path, source)
    suffix = path.suffix.casefold()
    if start.startswith(_COMPOUND):
        raise DataError(_compound(path, suffix), source=source)
    if (other := _other_format(suffix)) is not None:
        raise DataError(say("unreadable-file/data-format", format=other), source=source)
    if start.startswith((*_COMPRESSED, _PDF)):
        found = say("file-format/pdf") if start.startswith(_PDF) else say("file-format/compressed")
        raise DataError(say("unreadable-file/data-format-found", format=found), source=source)
    if suffix in WORKBOOKS:
        return "workbook"
    if suffix == ".parquet":
        return "parquet"
    if start.startswith(_ZIP):
        raise DataError(say("unreadable-file/data-ending-workbook"), source=source)
    if start.startswith(_PARQUET):
        raise DataError(say("unreadable-file/data-ending-parquet"), source=source)
    return "text"


def _other_format(suffix: str) -> Sentence | None:
    """Return the format of files with an ending, None where such files can be read."""
    match suffix:
        case ".xls":
            return say("file-format/old-workbook")
        case ".xlsb":
            return say("file-format/binary-workbook")
        case ".ods":
            return say("file-format/open-document")
        case ".numbers":
            return say("file-format/numbers")
        case ".gz" | ".bz2" | ".xz" | ".zst":
            return say("file-format/compressed")
        case ".zip" | ".7z" | ".tar":
            return say("file-format/archive")
        case ".json":
            return say("file-format/json")
        case ".toml":
            return say("file-format/toml")
        case ".xml":
            return say("file-format/xml")
        case ".html" | ".htm":
            return say("file-format/web-page")
        case ".pdf":
            return say("file-format/pdf")
        case ".docx":
            return say("file-format/text-document")
        case ".feather" | ".arrow":
            return say("file-format/arrow")
        case ".rds" | ".rda" | ".rdata":
            return say("file-format/r")
        case ".dta":
            return say("file-format/stata")
        case ".sav":
            return say("file-format/spss")
        case ".sas7bdat":
            return say("file-format/sas")
        case ".sqlite" | ".db":
            return say("file-format/database")
        case ".pkl" | ".pickle":
            return say("file-format/pickle")
    return None


def _start_of(path: Path, source: str) -> bytes:
    """Read the first bytes of a file; none of a pipe, which can be read only once."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise DataError(say("unreadable-file/data-device"), source=source)
        if not stat.S_ISREG(mode):
            return b""
        with path.open("rb") as file:
            return file.read(8)
    except FileNotFoundError:
        raise DataError(say("unreadable-file/data-missing"), source=source) from None
    except ValueError as error:
        raise DataError(say("unreadable-file/data-name", reason=str(error)), source=source) from error
    except OSError as error:
        raise DataError(
            say("unreadable-file/data-system", reason=error.strerror or str(error)), source=source
        ) from error


def _compound(path: Path, suffix: str) -> Sentence:
    """Return what is wrong with a compound file: it is a workbook of the old format, or any that is protected."""
    with path.open("rb") as file:
        held = file.read(1 << 22)
        file.seek(max(os.fstat(file.fileno()).st_size - (1 << 22), 0))
        held += file.read(1 << 22)
    if _PROTECTED in held:
        return say("unreadable-file/data-protected")
    if suffix == ".xls":
        return say("unreadable-file/data-old-workbook")
    return say("unreadable-file/data-old-workbook-renamed", ending=suffix)
