"""What all results of analyses share: they never change, and show themselves as sentences and one table."""

from __future__ import annotations

from abc import ABC, abstractmethod

from intlindex.display import html, text
from intlindex.display.shown import Shown

__all__ = ["Result", "Shown"]


class Result(ABC):
    """Base of all results of analyses.

    Subclasses are frozen dataclasses. Tables are handed out as copies, so that nobody changes a result in place.
    """

    def __init_subclass__(cls) -> None:
        """Let the public name of a result not depend on the file that it stands in."""
        super().__init_subclass__()
        cls.__module__ = "intlindex.results"

    @property
    @abstractmethod
    def shown(self) -> Shown:
        """What there is to say, and the table to show."""

    def __repr__(self) -> str:
        return text.describe_result(self.shown)

    def _repr_html_(self) -> str:
        return html.describe_result(self.shown)
