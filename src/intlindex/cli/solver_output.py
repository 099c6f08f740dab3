"""Keep the output of compiled solvers away from standard output, which carries only results.

HiGHS prints some lines past its own switch for silence (reported upstream). While it runs, the process's standard
output goes to a file; afterwards those lines are dropped, and all else, which other threads may have written, is
passed on.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO

__all__ = ["solver_output_aside"]

_OUTPUT = 1
_CHATTER = b"HighsMip"


@dataclass
class _Aside:
    """Output that is put aside, and the number of users."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    depth: int = 0
    saved: int = -1
    file: IO[bytes] | None = None

    def enter(self) -> None:
        with self.lock:
            if self.depth == 0:
                self._redirect()
            self.depth += 1

    def leave(self) -> None:
        with self.lock:
            self.depth -= 1
            if self.depth == 0 and self.file is not None:
                self._restore(self.file)

    def _redirect(self) -> None:
        """Redirect standard output to a file, unless there is none."""
        with suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
            self.saved = os.dup(_OUTPUT)
            self.file = tempfile.TemporaryFile()  # noqa: SIM115  it is closed when the last one leaves
            os.dup2(self.file.fileno(), _OUTPUT)

    def _restore(self, file: IO[bytes]) -> None:
        with suppress(OSError, ValueError, AttributeError):
            sys.stdout.flush()
        with suppress(OSError, AttributeError, TypeError):  # what C has buffered
            ctypes.CDLL(None).fflush(None)
        os.dup2(self.saved, _OUTPUT)
        os.close(self.saved)
        file.seek(0)
        others = b"".join(line for line in file if not line.startswith(_CHATTER))
        file.close()
        self.file = None
        with suppress(OSError):
            while others:
                others = others[os.write(_OUTPUT, others) :]


_ASIDE = _Aside()


@contextmanager
def solver_output_aside() -> Iterator[None]:
    """Keep the lines of a solver out of the process's standard output, until the last one leaves.

    Examples
    --------
    >>> with solver_output_aside():
    ...     answer = 42
    >>> answer
    42
    """
    _ASIDE.enter()
    try:
        yield
    finally:
        _ASIDE.leave()
