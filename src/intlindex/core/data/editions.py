"""Values of an edition: its own, and for the rest those common to all editions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["values_of_edition"]

Row = Mapping[str, str]


def values_of_edition(common: Iterable[Row], own: Iterable[Row]) -> list[Row]:
    """Replace common values by those of an edition, and add those that only the edition has.

    Parameters
    ----------
    common : iterable of mappings
        Rows with `city`, `indicator` and `value`, which hold for every edition.
    own : iterable of mappings
        Rows of the edition.

    Returns
    -------
    list of mappings
        One row per city and indicator, in the order of `common`; those only in `own` come last.

    Examples
    --------
    >>> routes, dust = ({"city": "rome", "indicator": name} for name in ("routes", "dust"))
    >>> common = [{**routes, "value": "9"}, {**dust, "value": "11"}]
    >>> own = [{**routes, "value": "12"}]
    >>> [row["value"] for row in values_of_edition(common, own)]
    ['12', '11']
    """
    found = {(row["indicator"], row["city"]): row for row in common}
    return list((found | {(row["indicator"], row["city"]): row for row in own}).values())
