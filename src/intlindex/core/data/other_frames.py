"""Frames of other libraries as frames of pandas: Arrow tables, polars, and what offers the Arrow interface."""

from __future__ import annotations

from typing import Any

import pandas as pd

from intlindex.core.data.files.parquet import check_flat
from intlindex.errors import MissingDependencyError, refusing
from intlindex.sentences import say

__all__ = ["is_other_frame", "pandas_frame"]

_STREAM, _INTERCHANGE = "__arrow_c_stream__", "__dataframe__"


def is_other_frame(data: object) -> bool:
    """Return whether data is a frame of another library than pandas.

    Examples
    --------
    >>> is_other_frame(pd.DataFrame()), is_other_frame({"city": ["Rome"]})
    (False, False)
    """
    if isinstance(data, pd.DataFrame | pd.Series | type):
        return False
    return hasattr(data, _STREAM) or hasattr(data, _INTERCHANGE)


def pandas_frame(data: Any, source: str) -> pd.DataFrame:
    """Return a frame of another library as one of pandas.

    Parameters
    ----------
    data : object
        Anything with the Arrow interface for streams, or with the interchange protocol for frames.
    source : str
        What messages call it.

    Returns
    -------
    DataFrame
        Its columns; rows are counted, as these frames have no index.

    Raises
    ------
    DataError
        If it cannot be read, or has columns that are not flat.
    MissingDependencyError
        If pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/data-arrow"), source=source) from error
    with refusing(say("file-format/frame", type=type(data).__name__), source):
        if hasattr(data, _STREAM):
            table = pa.table(data) if not isinstance(data, pa.Table) else data
        else:
            from pyarrow import interchange

            table = interchange.from_dataframe(data)
        twice = len(set(table.column_names)) < table.num_columns
        if twice:  # as pandas would, so that the column is named in the message
            columns = [column.to_pandas() for column in table.columns]
            return pd.DataFrame(pd.concat(columns, axis=1, keys=table.column_names))
        check_flat(table.schema, pa, source)
        frame: pd.DataFrame = table.to_pandas(ignore_metadata=True)
    return frame
