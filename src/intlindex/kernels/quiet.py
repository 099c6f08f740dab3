"""Keep what compiled solvers print away from standard output, which carries only results.

HiGHS prints some lines past its own switch for silence. They go to the process's standard error meanwhile, where
nobody takes them for a result.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

__all__ = ["solver_output_aside"]

_LOCK = threading.Lock()
_STATE = {"depth": 0, "saved": -1}
_OUTPUT, _ERROR = 1, 2


@contextmanager
def solver_output_aside() -> Iterator[None]:
    """Send what is written to the process's standard output to its standard error, until the last one leaves.

    Examples
    --------
    >>> with solver_output_aside():
    ...     answer = 42
    >>> answer
    42
    """
    with _LOCK:
        if _STATE["depth"] == 0:
            _STATE["saved"] = _redirect()
        _STATE["depth"] += 1
    try:
        yield
    finally:
        with _LOCK:
            _STATE["depth"] -= 1
            if _STATE["depth"] == 0:
                _restore(_STATE["saved"])


def _redirect() -> int:
    """Put standard error in the place of standard output; return what was there, or -1 where that cannot be done."""
    saved = -1
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
        saved = os.dup(_OUTPUT)
        os.dup2(_ERROR, _OUTPUT)
    return saved


def _restore(saved: int) -> None:
    if saved < 0:
        return
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, AttributeError, TypeError):  # what C still holds back belongs to the solver
        ctypes.CDLL(None).fflush(None)
    with suppress(OSError):
        os.dup2(saved, _OUTPUT)
        os.close(saved)
