"""Reading Parquet: flat columns, whose number and rows are known before any is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from intlindex.core.data.files.file_cells import FileCells
from intlindex.core.data.files.size_limits import factor_of_limits, too_large
from intlindex.errors import DataError, MissingDependencyError, problem, refusing
from intlindex.sentences import say

__all__ = ["MOST_CELLS", "check_flat", "read_parquet"]

MOST_CELLS = 50_000_000
"""Rows times columns."""
_INDEX = "__index_level_0__"  # what pandas calls an index without a name
_FIRST_ROW = 2  # as in a file with a header


def read_parquet(path: Path, source: str) -> FileCells:
    """Read a Parquet file.

    Raises
    ------
    DataError
        If it cannot be read, is too large or holds anything but flat columns.
    MissingDependencyError
        If pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/data-parquet"), source=source) from error
    with refusing(say("file-format/ending", ending=".parquet"), source), parquet.ParquetFile(path) as file:
        cells = file.metadata.num_rows * len(file.schema_arrow)
        if cells > MOST_CELLS * factor_of_limits():
            raise too_large(say("too-large/data-cells", cells=cells, limit=MOST_CELLS), source)
        check_flat(file.schema_arrow, pa, source)
        frame = file.read(use_threads=False).to_pandas(ignore_metadata=True).rename(columns={_INDEX: "city"})
    return FileCells(_with_row_numbers(frame), tuple(str(column) for column in frame.columns))


def check_flat(schema: Any, arrow: Any, source: str) -> None:
    """Check that no column of an Arrow schema has lists or structures.

    Raises
    ------
    DataError
        If one has.
    """
    nested = [field for field in schema if arrow.types.is_nested(field.type)]
    if nested:
        raise DataError(
            [problem("wrong-type/data-nested", f"column {field.name!r}", found=str(field.type)) for field in nested],
            source=source,
        )


def _with_row_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(pd.RangeIndex(_FIRST_ROW, len(frame) + _FIRST_ROW), axis="index")
