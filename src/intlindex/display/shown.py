"""What a result has to show: sentences and one table, whatever it is shown on."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

__all__ = ["Shown"]


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
