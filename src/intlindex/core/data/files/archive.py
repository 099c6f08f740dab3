"""What a workbook expands to, known from the directory of its archive before anything is expanded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from intlindex.core.data.files.guard import factor_of_limits, too_large
from intlindex.errors import DataError

__all__ = ["MOST_BYTES", "check_archive"]

MOST_BYTES = 250_000_000
"""What all parts of a workbook may expand to."""
MOST_RATIO, SMALL = 100, 4_000_000
"""How many times its own size a part may expand to; sheets of equal cells reach 40. Small parts may do as they like."""


def check_archive(path: Path, source: str) -> None:
    """Check that an archive can be expanded: by the sizes it states, which its reader never goes beyond.

    Raises
    ------
    DataError
        If it is too large, or protected.
    """
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise DataError("is protected by a password: save it without one", source=source)
    size, most = sum(part.file_size for part in parts), MOST_BYTES * factor_of_limits()
    if size > most:
        raise too_large(f"expands to {_megabytes(size)}, and the limit is {_megabytes(most)}", source)
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * factor_of_limits() * max(part.compress_size, 1):
            found = f"its part {part.filename!r} expands from {_megabytes(part.compress_size)} to"
            raise too_large(f"{found} {_megabytes(part.file_size)}, which no table does", source)


def _megabytes(size: float) -> str:
    return f"{size / 1e6:,.1f} MB"
