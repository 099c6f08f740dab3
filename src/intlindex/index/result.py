"""What all results of analyses share: they never change, and show themselves as sentences and one table."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

import pandas as pd

__all__ = ["Result", "Shown"]


@dataclass(frozen=True)
class Shown:
    """How a result shows itself at a prompt, in a notebook and at the command line."""

    title: str
    """What was asked, of which index."""
    lines: tuple[str, ...] = ()
    """What came out, as sentences."""
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The figures; its index is not shown."""
    keys: int = 1
    """How many of its columns name the row."""
    digits: int = 1
    """Digits after the point."""
    bars: tuple[str, ...] = ()
    """Columns whose numbers get a bar in a notebook."""


class Result(ABC):
    """Base of all results of analyses.

    Subclasses are frozen dataclasses. Tables are handed out as copies, so that nobody changes a result in place.
    """

    @property
    @abstractmethod
    def shown(self) -> Shown:
        """What there is to say, and the table to show."""

    def __repr__(self) -> str:
        from intlindex.presentation.text import describe_result

        return describe_result(self.shown)

    def _repr_html_(self) -> str:
        from intlindex.presentation.html import describe_result

        return describe_result(self.shown)
