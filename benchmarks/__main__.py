"""Run all benchmarks and print one Markdown table: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import os
import platform
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import (
    basics,
    data_noise,
    engine,
    executors,
    explorer,
    growth,
    interactive,
    limits,
    memory,
    peers,
    requests,
    robustness,
    sensitivity,
    uncertainty,
    uncertainty_of_method_and_data,
    weightings,
)
from benchmarks.timing import markdown

BEGINS, ENDS = "% a run begins", "% a run ends"
"""Lines of a page, which are comments, between which a run is put."""


def _processor() -> str:
    """Return the model of the processor, where the system says it."""
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text("utf-8").splitlines() if facts.is_file() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repeats, to check that it runs")
    parser.add_argument("--growth", metavar="FILE", help="measure how cost grows instead, and plot it")
    parser.add_argument("--into", metavar="PAGE", help="put what is printed into a page, in place of an earlier run")
    parser.add_argument("--limits", action="store_true", help="measure how build, audit, reading and bounds grow")
    parser.add_argument("--requests", action="store_true", help="measure what a service does per request")
    parser.add_argument("--explorer", action="store_true", help="measure the page of the explorer in a browser")
    given = parser.parse_args()
    quick = given.quick
    if given.requests:
        print(f"CPU time on {requests.machine()}, Python {platform.python_version()}, NumPy {np.__version__}")
        for line in requests.lines(repeats=2 if quick else 5):
            print(line)
        return
    if given.explorer:
        print(f"Milliseconds per movement of a slider on {requests.machine()}\n")
        print("| page | script, style and layout | of these | main thread in all |\n| --- | --- | --- | --- |")
        for cost in explorer.measured(runs=2 if quick else 7, events=10 if quick else 60):
            print(cost, flush=True)
        return
    if given.growth:
        measured_growth = growth.growth(quick=quick)
        for name, (sizes, seconds) in measured_growth.items():
            told = ", ".join(f"{size:,}: {second:.3g} s" for size, second in zip(sizes, seconds, strict=True))
            print(f"{name}: exponent {growth.exponent(sizes, seconds):.2f} ({told})")
        growth.picture(measured_growth, given.growth)
        return
    grown = limits.measured(quick=quick)
    for each in grown:
        print(each, flush=True)
    if given.limits:
        if not quick and any(each.exponent > limits.MOST for each in grown):
            raise SystemExit(f"an exponent is above {limits.MOST}")
        return
    print()
    repeats = 1 if quick else 5
    machine = (
        f"On {_processor()}, {os.cpu_count()} cores (`{platform.node()}`), Python {platform.python_version()}, "
        f"NumPy {np.__version__}, pandas {pd.__version__}.\nRatios of one run, medians of up to {4 * repeats} pairs; "
        "below 1 is faster than what it is compared with."
    )
    print(machine, flush=True)
    measured = basics.rows(repeats=repeats)
    measured += interactive.rows(repeats=repeats)
    measured += engine.rows(repeats=min(repeats, 5), units=200 if quick else 1000)
    measured += robustness.rows(repeats=min(repeats, 3))
    draws = 16_384 if quick else 1_000_000
    measured += uncertainty.rows(repeats=min(repeats, 3), draws=draws, units=5000 if quick else 36_000)
    measured += weightings.rows(repeats=min(repeats, 3), draws=8192 if quick else 200_000)
    measured += executors.rows(repeats=min(repeats, 3), draws=draws)
    measured += data_noise.rows(repeats=min(repeats, 3), draws=8192 if quick else 100_000)
    measured += peers.rows(repeats=min(repeats, 3), draws=draws, peer_draws=2048 if quick else 20_000)
    measured += uncertainty_of_method_and_data.rows(repeats=min(repeats, 2), draws=8192 if quick else 100_000)
    measured += sensitivity.rows(repeats=min(repeats, 3), samples=64 if quick else 1024)
    few, many, units = (8192, 32_768, 2000) if quick else (100_000, 1_000_000, 36_000)
    tables = f"{markdown(measured)}\n\n{memory.table(few=few, many=many, units=units)}"
    print(f"\n{tables}")
    if given.into:
        _put_into(Path(given.into), f"{machine}\n\n{tables}")


def _put_into(page: Path, text: str) -> None:
    """Replace what stands between the two marks of a page."""
    before, begins, rest = page.read_text("utf-8").partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise SystemExit(f"{page} has no lines {BEGINS!r} and {ENDS!r}")
    page.write_text(f"{before}{BEGINS}\n\n{text}\n\n{ENDS}{after}", "utf-8")


if __name__ == "__main__":
    main()
