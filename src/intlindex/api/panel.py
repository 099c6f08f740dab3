"""An index at several times, from user-defined data."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from intlindex.analyses.comparison.panel import Panel, score_panel
from intlindex.api.index import Index
from intlindex.core.data.reading_panel import read_times
from intlindex.core.data.shipped_files import resolve_framework, resolve_method, shipped_cities
from intlindex.core.languages import voice_in
from intlindex.core.pipeline.suitability_checks import check_method
from intlindex.errors import RequestError, nearest, problem
from intlindex.sentences.nouns import speaking
from intlindex.sentences.voices import in_voice, language_spoken
from intlindex.specs import Framework, Method, Reading

__all__ = ["panel"]


def panel(
    data: Any,
    framework: Framework | str | Path,
    method: Method | str | Path = "default",
    *,
    bounds: Literal["joint", "per_time"] = "joint",
    sheet: str | None = None,
    reading: Reading | None = None,
    lang: str | None = None,
) -> Panel[Index]:
    """Score user-defined data at several times.

    Parameters
    ----------
    data : str, Path, DataFrame or another frame
        As for `score`, with a column `time`. Cities may come and go; with joint bounds an indicator may have no value
        at some times.
    framework : Framework, str or Path
        What is measured.
    method : Method, str or Path
        How it is combined.
    bounds : {"joint", "per_time"}
        Fit everything (bounds of normalisation, imputation, treatment, fills) to all cities at all times together, so
        that scores can be compared over time; or to each time alone, as if it were a separate edition.
    sheet : str, optional
        Which sheet of a workbook to read, as for `score`.
    reading : Reading, optional
        How the table is read, as for `score`.
    lang : str, optional
        The language of its sentences and of the names of cities, as for `score`.

    Returns
    -------
    Panel
        The index at all times. With joint bounds, an aggregation that compares units compares all cities at all times.

    Raises
    ------
    RequestError
        If `bounds` is neither, or there is no such language.
    DefinitionError, DataError
        If anything is wrong with the three or they do not fit together; with every problem.

    Examples
    --------
    Made-up numbers:

    >>> import pandas as pd
    >>> import intlindex as ix
    >>> data = pd.DataFrame(
    ...     {"city": ["Here", "There"] * 2, "time": [2023, 2023, 2024, 2024], "parks": [4, 9, 9, 14]}
    ... )
    >>> framework = ix.Framework(
    ...     id="mine",
    ...     name="My index",
    ...     groups=[{"id": "index", "name": "My index", "level": "index"}],
    ...     indicators=[
    ...         {"id": "parks", "parent": "index", "name": "Parks", "unit": "parks", "direction": "higher",
    ...          "scale": "ratio"},
    ...     ],
    ... )
    >>> ix.panel(data, framework).scores()
           2023   2024
    city
    Here    0.0   50.0
    There  50.0  100.0
    >>> ix.panel(data, framework, bounds="per_time").scores()
            2023   2024
    city
    Here     0.0    0.0
    There  100.0  100.0
    """
    if str(bounds) not in {"joint", "per_time"}:
        hint = nearest(str(bounds), ("joint", "per_time"))
        raise RequestError([problem("wrong-value/panel-bounds", "bounds", found=bounds, hint=hint)])
    lang = language_spoken() if lang is None else lang
    with in_voice(voice_in(lang)):
        definition = resolve_framework(framework)
    settings = reading if sheet is None else Reading(sheet=sheet).over(reading)
    with in_voice(voice_in(lang, definition)), speaking(definition.unit_name.noun):
        rules, changed = resolve_method(method, definition)
        check_method(rules, definition, source="method" if isinstance(method, Method) else str(method))
        times = read_times(data, definition, registry=shipped_cities(), reading=settings)
        return score_panel(Index, times, definition, rules, findings=(*times.findings, *changed), bounds=bounds)
