"""Run all benchmarks and print one Markdown table: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import platform

import numpy as np

from benchmarks import basics, engine, sensitivity
from benchmarks.timing import markdown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repeats, to see that it runs")
    quick = parser.parse_args().quick
    repeats = 2 if quick else 9
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"Ratios of one run, medians of {repeats} pairs; below 1 is faster than what it is compared with.\n")
    measured = basics.rows(repeats=repeats)
    measured += engine.rows(repeats=min(repeats, 5), units=200 if quick else 1000)
    measured += sensitivity.rows(repeats=min(repeats, 5), samples=128 if quick else 1024)
    print(markdown(measured))


if __name__ == "__main__":
    main()
