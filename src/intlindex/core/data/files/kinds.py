"""What kind of file it is: by its ending, and by how it begins where the two disagree."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Literal

from intlindex.errors import DataError

__all__ = ["ADVICE", "WORKBOOKS", "kind_of"]

Kind = Literal["text", "workbook", "parquet"]
WORKBOOKS = {".xlsx", ".xlsm"}
ADVICE = "save it as .xlsx, .csv (UTF-8), .tsv or .parquet"
_OTHERS = {
    ".xls": "a workbook of the old format",
    ".xlsb": "a binary workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a spreadsheet of Numbers",
    ".gz": "compressed",
    ".bz2": "compressed",
    ".xz": "compressed",
    ".zst": "compressed",
    ".zip": "an archive",
    ".7z": "an archive",
    ".tar": "an archive",
    ".json": "JSON",
    ".toml": "TOML",
    ".xml": "XML",
    ".html": "a web page",
    ".htm": "a web page",
    ".pdf": "a PDF document",
    ".docx": "a text document",
    ".feather": "an Arrow file",
    ".arrow": "an Arrow file",
    ".rds": "a file of R",
    ".rda": "a file of R",
    ".rdata": "a file of R",
    ".dta": "a file of Stata",
    ".sav": "a file of SPSS",
    ".sas7bdat": "a file of SAS",
    ".sqlite": "a database",
    ".db": "a database",
    ".pkl": "a pickle, which may run code",
    ".pickle": "a pickle, which may run code",
}
# What a file begins with, and what it is then.
_ZIP, _COMPOUND, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1"
_BEGINNINGS = {b"\x1f\x8b": "compressed", b"BZh": "compressed", b"\xfd7zXZ": "compressed", b"%PDF": "a PDF document"}
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
# How a protected workbook names the stream that holds it.
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def kind_of(path: Path, source: str) -> Kind:
    """Tell how a file is to be read.

    Raises
    ------
    DataError
        If it is no file, or of a kind that is not read; with what to do.
    """
    if _ADDRESS.match(source):
        raise DataError("is an address, not a file: download it first, and give the path of the file", source=source)
    start = _start_of(path, source)
    suffix = path.suffix.casefold()
    if start.startswith(_COMPOUND):
        raise DataError(_compound(path, suffix), source=source)
    if suffix in _OTHERS:
        raise DataError(f"is {_OTHERS[suffix]}, which is not read as data: {ADVICE}", source=source)
    for beginning, what in _BEGINNINGS.items():
        if start.startswith(beginning):
            raise DataError(f"is {what}, by how it begins, and is not read: {ADVICE}", source=source)
    if suffix in WORKBOOKS:
        return "workbook"
    if suffix == ".parquet":
        return "parquet"
    if start.startswith((_ZIP, _PARQUET)):
        what, ending = ("a workbook or an archive", ".xlsx") if start.startswith(_ZIP) else ("Parquet", ".parquet")
        raise DataError(f"is {what}, by how it begins: give it the ending {ending}, or {ADVICE}", source=source)
    return "text"


def _start_of(path: Path, source: str) -> bytes:
    """Read how a file begins; a pipe, which can be read only once, is left alone."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISCHR(mode) or stat.S_ISBLK(mode):
            raise DataError("is a device, not a file", source=source)
        if not stat.S_ISREG(mode):
            return b""
        with path.open("rb") as file:
            return file.read(8)
    except FileNotFoundError:
        raise DataError("no such file", source=source) from None
    except ValueError as problem:
        raise DataError(f"is no file name: {problem}", source=source) from problem
    except OSError as problem:
        raise DataError(str(problem.strerror or problem), source=source) from problem


def _compound(path: Path, suffix: str) -> str:
    """Say what is wrong with a compound file: it is a workbook of the old format, or any that is protected."""
    with path.open("rb") as file:
        held = file.read(1 << 22)
        file.seek(max(os.fstat(file.fileno()).st_size - (1 << 22), 0))
        held += file.read(1 << 22)
    if _PROTECTED in held:
        return "is protected by a password: open it, take the password away, and save it again"
    old = "is a workbook of the old format" + ("" if suffix == ".xls" else f", whatever its ending {suffix!r} says")
    return f"{old}, and is not read: {ADVICE}"
