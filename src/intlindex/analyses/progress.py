"""A progress bar for what takes longer than a moment."""

from __future__ import annotations

import sys
from typing import Any

from intlindex.errors import MissingDependencyError
from intlindex.sentences import say

__all__ = ["Bar"]


class Bar:
    """A progress bar, if one is wanted.

    Parameters
    ----------
    total : int
        How much there is to do.
    wanted : bool or None
        Whether to show it; None shows it on a terminal, after a second.
    unit : str
        Name of what is counted.

    Raises
    ------
    MissingDependencyError
        If it is wanted, and the package that draws it is not installed.
    """

    def __init__(self, total: int, wanted: bool | None, unit: str) -> None:
        self._bar: Any = None
        if wanted is False or (wanted is None and not (sys.stderr is not None and sys.stderr.isatty())):
            return
        try:
            from tqdm import tqdm
        except ImportError as error:
            if wanted:
                raise MissingDependencyError(say("missing-package/progress")) from error
            return
        self._bar = tqdm(total=total, unit=unit, unit_scale=True, delay=0 if wanted else 1, leave=False)

    def update(self, done: int) -> None:
        """Advance it."""
        if self._bar is not None:
            self._bar.update(done)

    def close(self) -> None:
        """Remove it."""
        if self._bar is not None:
            self._bar.close()
