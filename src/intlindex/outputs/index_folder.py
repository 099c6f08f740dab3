"""The folder of an index: framework, method and values as plain files that a person edits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from intlindex.core.data.tidy_columns import PROVENANCE
from intlindex.core.scored import ScoredIndex
from intlindex.errors import DataError, RequestError, problem
from intlindex.outputs.csv_tables import to_csv
from intlindex.outputs.index_file import checked_path, write_atomically
from intlindex.sentences import say
from intlindex.specs import Framework
from intlindex.specs.imputation import LastObservation

__all__ = ["write_files", "write_folder"]


def write_files(
    folder: str | Path, framework: str, method: str, values: pd.DataFrame, *, several_times: bool = False
) -> tuple[Path, ...]:
    """Write the three files of an index into a folder, which is made if it does not exist, and how to run them.

    Parameters
    ----------
    folder : str or Path
        The folder; files of these names are replaced.
    framework, method : str
        TOML.
    values : DataFrame
        The data.
    several_times : bool
        Whether the data has several times, so that they are scored as a panel.

    Returns
    -------
    tuple of Path
        The files.

    Raises
    ------
    RequestError
        If it is no path.
    DataError
        If they cannot be written.
    """
    target = checked_path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except ValueError as error:  # as a NUL in the path
        raise DataError(say("unwritable-file/outputs-name", reason=str(error)), source=str(folder)) from error
    except OSError as error:
        raise DataError(say("unwritable-file/outputs-folder", reason=error.strerror), source=str(folder)) from error
    command, call = ("panel", "panel") if several_times else ("rank", "score")
    run = say(
        "folder/readme",
        command=f"intlindex {command} --framework framework.toml --data values.csv --method method.toml",
        call=f'ix.{call}("values.csv", "framework.toml", "method.toml")',
    )
    texts = {
        "framework.toml": framework,
        "method.toml": method,
        "values.csv": to_csv(values, keep_numbers=True),
        "README.md": f"{run}\n",
    }
    for name, text in texts.items():
        write_atomically(target / name, text)
    return tuple(target / name for name in texts)


def write_folder(index: ScoredIndex, folder: str | Path) -> tuple[Path, ...]:
    """Write an index as files that give the same scores; called by `Index.to_folder`.

    Raises
    ------
    RequestError
        If the scores would differ, as those of weights that were changed after blanks were filled, or need earlier
        times.
    DataError
        If the files cannot be written.
    """
    framework = _as_weighted(index)
    earlier = [
        problem("not-supported/outputs-folder-times", node.id)
        for node in framework.indicators
        if isinstance(index.method.for_indicator(node.id).impute, LastObservation)
    ]
    if earlier:
        raise RequestError(earlier, source=index.framework.id)
    again = type(index).of(index.table, framework, index.method)
    if differ := _that_differ(index, again):
        raise RequestError(say("not-supported/outputs-folder", nodes=differ), source=index.framework.id)
    return write_files(folder, framework.to_toml(), index.method.to_toml(), _values(index, framework))


def _as_weighted(index: ScoredIndex) -> Framework:
    """Return the framework with the weights as they are now, and read plainly."""
    weights = index.reweighting
    groups, indicators = (
        tuple(node.replace(weight=weights[node.id]) if node.id in weights else node for node in nodes)
        for nodes in (index.definition.groups, index.definition.indicators)
    )
    return index.definition.replace(groups=groups, indicators=indicators, reading=None)


def _that_differ(index: ScoredIndex, again: ScoredIndex) -> tuple[str, ...]:
    if index.nodes != again.nodes:
        return tuple(name for name in index.nodes if name not in again.nodes) or index.nodes[:1]
    same = (index.fits.scores == again.fits.scores) | (np.isnan(index.fits.scores) & np.isnan(again.fits.scores))
    return tuple(name for name, row in zip(index.nodes, same, strict=True) if not row.all())


def _values(index: ScoredIndex, framework: Framework) -> pd.DataFrame:
    """Return the data as it is read: one row per value where values have sources, and else one row per city."""
    key = "city" if index.table.registry else "unit"
    if index.table.provenance and set(index.table.attributes) <= {node.denominator for node in framework.indicators}:
        return _tidy(index, framework, key)
    raw = index.raw
    columns = {node.reads: raw[node.id].to_numpy() for node in framework.indicators if node.id in raw.columns}
    others = {name: list(cells) for name, cells in index.table.attributes.items() if name != key}
    return pd.DataFrame({key: list(index.cities), **others, **columns})


def _tidy(index: ScoredIndex, framework: Framework, key: str) -> pd.DataFrame:
    reads = {node.id: node.reads for node in framework.indicators}
    raw = index.raw
    blank = raw.isna()
    known = {(cell["city"], cell["indicator"]): cell for cell in index.table.provenance}
    order = {city: at for at, city in enumerate(index.cities)}
    cells = list(known)
    appearing = [order[city] for city in dict.fromkeys(city for city, _ in cells)]
    if appearing != sorted(appearing):
        cells.sort(key=lambda cell: order[cell[0]])
    present = {city for city, _ in cells}
    cells += [
        (city, name)
        for city in index.cities
        for at, name in enumerate(reads)
        if (city, name) not in known and (not blank.loc[city, name] or (at == 0 and city not in present))
    ]
    rows = {
        (city, reads[name]): {
            key: city,
            "indicator": reads[name],
            "value": raw.loc[city, name],
            **{detail: known.get((city, name), {}).get(detail) for detail in PROVENANCE},
        }
        for city, name in cells
        if name in reads
    }
    divisors = [
        {key: city, "indicator": name, "value": value}
        for name, column in index.table.attributes.items()
        for city, value in zip(index.cities, column, strict=True)
    ]
    frame = pd.DataFrame([*rows.values(), *divisors])
    return frame.drop(columns=[name for name in PROVENANCE if name in frame and frame[name].isna().all()])
