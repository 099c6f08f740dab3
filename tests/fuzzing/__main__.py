"""Run fuzzed files and arguments: ``python tests/fuzzing --cases 20000 --seed 1``; ``--only N`` runs one case again.

Nothing but our own errors may come out, within five seconds a case and about one gigabyte of memory.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")  # each thread reserves memory that it does not use
os.environ["INTLINDEX_TRACEBACK"] = "1"

import openpyxl.worksheet._read_only  # noqa: F401
import pyarrow.parquet  # noqa: F401
from cases import CSV, FRAMEWORK, case

import intlindex as ix
from intlindex.cli.main import main as command

MEMORY, SECONDS = 1_000_000_000, 5


class TooLongError(BaseException):
    """A case that takes more than its time; no `Exception`, so that nobody catches it."""


def _too_long(*_: object) -> None:
    raise TooLongError


def mapped() -> int:
    """Return the address space that packages have mapped already, most of which they never touch."""
    statement = Path("/proc/self/statm")
    pages = int(statement.read_text().split()[0]) if statement.exists() else 0
    return pages * resource.getpagesize()


def run(arguments: list[str]) -> str:
    """Run a case; return what is wrong with what came out, or nothing."""
    quiet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(io.StringIO()):
            if arguments[0] == "@json":
                ix.Index.from_json(arguments[1])
                return ""
            code = command(arguments)
        return "" if code in {0, 2, 3} else f"exit code {code}"
    except SystemExit as stop:
        return "" if stop.code in {0, 2, None} else f"exit code {stop.code}"
    except ix.IntlindexError:
        return "" if arguments[0] == "@json" else traceback.format_exc()
    except TooLongError:
        return f"more than {SECONDS} s\n{traceback.format_exc()}"
    except BaseException:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> int:
    """Run the cases, print those that fail, and return 1 if any does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    numbers = range(given.cases) if given.only is None else [given.only]
    signal.signal(signal.SIGPROF, _too_long)
    failed: Counter[str] = Counter()
    longest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "f.toml").write_text(FRAMEWORK)
        (folder / "data.csv").write_text(CSV)
        ix.score(folder / "data.csv", folder / "f.toml").to_json(folder / "index.json")
        os.chdir(folder)
        limit = mapped() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        for number in numbers:
            kind, arguments = case(given.seed, number, folder)
            begun = time.process_time()
            wrong = run(arguments)
            taken = time.process_time() - begun
            longest = max(longest, taken)
            if taken > SECONDS / 2:
                sys.stdout.write(f"slow: case {number} ({kind}) took {taken:.1f} s\n")
            if wrong:
                failed[kind] += 1
                sys.stdout.write(f"case {number} ({kind}): {[each[:80] for each in arguments]!a}\n{wrong[-1500:]}\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{len(numbers)} cases, {failed.total()} failed {dict(failed)}; ")
    sys.stdout.write(f"longest {longest:.1f} s, memory at most {peak:.0f} MB\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
