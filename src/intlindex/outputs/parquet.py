"""An index as Parquet: a folder with one file per stage, or one long table."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from intlindex.errors import DataError, MissingDependencyError
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.outputs.stage_tables import stage_tables
from intlindex.sentences import say

if TYPE_CHECKING:
    from intlindex.core.scored import ScoredIndex

__all__ = ["write_parquet"]

STAGES = ("raw", "denominated", "transformed", "imputed", "treated", "normalised", "scores", "ranks")


def write_parquet(index: ScoredIndex, path: str | Path) -> tuple[Path, ...]:
    """Write an index as Parquet; called by `Index.to_parquet`.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    RequestError
        If it is no path.
    DataError
        If it cannot be written.
    MissingDependencyError
        If pyarrow is not installed.
    """
    target = checked_path(path)
    tables = stage_tables(index)
    if target.suffix.casefold() == ".parquet":
        write_atomically(target, _bytes(_long(tables), target))
        return (target,)
    written = {target / f"{name}.parquet": _bytes(frame, target) for name, frame in tables.items()}
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(say("unwritable-file/outputs-folder", reason=error.strerror), source=str(path)) from error
    for file, content in written.items():
        write_atomically(file, content)
    return tuple(written)


def _long(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return all stages as one long table: stage, city, node, value."""
    key = tables["scores"].columns[0]
    parts = [
        tables[name].astype(dict.fromkeys(tables[name].columns[1:], "float64")).melt(key, var_name="node")
        for name in STAGES
        if name in tables
    ]
    names = [name for name in STAGES if name in tables]
    stacked = pd.concat(parts, keys=names, names=["stage"]).reset_index("stage").reset_index(drop=True)
    return stacked[["stage", key, "node", "value"]]


def _bytes(frame: pd.DataFrame, target: Path) -> bytes:
    buffer = io.BytesIO()
    try:
        frame.to_parquet(buffer, index=False)
    except ImportError as error:
        raise MissingDependencyError(say("missing-package/outputs-parquet"), source=str(target)) from error
    return buffer.getvalue()
