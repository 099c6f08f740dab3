"""The explorer as a widget in a notebook: the same module as in the page, with weights and city that go both ways."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from intlindex.core.scored import ScoredIndex
from intlindex.errors import MissingDependencyError, RequestError, problem
from intlindex.outputs.explorer.gathering import explorer_record
from intlindex.outputs.explorer.page import record_text, script, style
from intlindex.outputs.explorer.several import check_request
from intlindex.sentences import say

__all__ = ["explorer_widget"]


def explorer_widget(
    index: ScoredIndex, *, place: str | Collection[str] = (), ranges: bool = True, lang: str | None = None
) -> Any:
    """Return the explorer of an index as a widget; see `Index.explore`.

    Raises
    ------
    MissingDependencyError
        If anywidget is not installed.
    RequestError
        If an argument is not of its kind.
    UnknownNameError
        If a city to place has no shipped values.
    """
    labels, placed = check_request(index, place, lang)
    made = _widget_class()
    record = explorer_record(labels, placed=placed, ranges=bool(ranges), language=lang)
    return made(index, record_text(record), {city.name for city in record.editions[0].cities})


@cache
def _widget_class() -> type[Any]:
    try:
        import anywidget
        import traitlets
    except ModuleNotFoundError as error:
        raise MissingDependencyError(say("missing-package/explorer-widget")) from error

    class Explorer(anywidget.AnyWidget):
        """An index whose weights are changed by hand.

        `weights` and `city` follow the page and can be set; `index` is the index under the present weights.
        """

        _esm = script()
        _css = style()
        _record = traitlets.Unicode().tag(sync=True)
        weights = traitlets.Dict().tag(sync=True)
        city = traitlets.Unicode("").tag(sync=True)

        def __init__(self, base: ScoredIndex, record: str, cities: set[str]) -> None:
            self._base = base
            self._cities = cities
            self._english = replace(base, language="en")  # whose names of cities the page knows
            super().__init__(_record=record)

        @traitlets.validate("weights")
        def _check_weights(self, proposal: Any) -> dict[str, float]:
            if not isinstance(proposal["value"], Mapping):
                raise RequestError([problem("wrong-type/explorer-weights", "weights")])
            self._base.reweight(proposal["value"])  # refuses what is no weight of the index
            return {str(node): float(weight) for node, weight in proposal["value"].items()}

        @traitlets.validate("city")
        def _check_city(self, proposal: Any) -> str:
            name = proposal["value"]
            return str(name) if not name or name in self._cities else self._english.city(name)

        @property
        def index(self) -> ScoredIndex:
            """The index under the present weights."""
            return self._base.reweight(self.weights)

        @index.setter
        def index(self, value: Any) -> None:
            if not isinstance(value, ScoredIndex) or value.nodes != self._base.nodes:
                raise RequestError([problem("wrong-type/explorer-widget-index", "index")])
            pairs = zip(value.nodes, value.fits.weights, self._base.fits.weights, strict=True)
            self.weights = {node: float(weight) for node, weight, before in pairs if weight != before}

    return Explorer
