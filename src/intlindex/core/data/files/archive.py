"""The size that a workbook expands to, read from the directory of its archive before anything is expanded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from intlindex.core.data.files.size_limits import factor_of_limits, too_large
from intlindex.errors import DataError
from intlindex.sentences import say

__all__ = ["MOST_BYTES", "check_archive"]

MEGABYTE = 1e6
MOST_BYTES = 250_000_000
"""What all parts of a workbook may expand to."""
MOST_RATIO, SMALL = 100, 4_000_000
"""How many times its own size a part may expand to; sheets of equal cells reach 40. Small parts have no limit."""


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
        raise DataError(say("unreadable-file/data-protected-archive"), source=source)
    size, most = sum(part.file_size for part in parts), MOST_BYTES * factor_of_limits()
    if size > most:
        expanded = say("too-large/data-archive", found=size / MEGABYTE, limit=most / MEGABYTE)
        raise too_large(expanded, source)
    for part in parts:
        if part.file_size > SMALL and part.file_size > MOST_RATIO * factor_of_limits() * max(part.compress_size, 1):
            expanded = say(
                "too-large/data-archive-part",
                part=part.filename,
                compressed=part.compress_size / MEGABYTE,
                found=part.file_size / MEGABYTE,
            )
            raise too_large(expanded, source)
