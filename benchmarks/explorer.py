"""What the page of the explorer costs per movement of a slider: script, style and layout, measured in a browser.

The browser counts the time of its main thread. Each step moves the slider by one per cent, sends the event that a
hand would cause, and waits for two frames, so that what follows from the event is counted.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import intlindex as ix

__all__ = ["Cost", "measured"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WORK = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration")

_STEP = """async ([node, share]) => {
  const slider = document.querySelector(`.weight[data-node="${node}"] input[type=range]`);
  slider.value = String(share);
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


@dataclass(frozen=True)
class Cost:
    """Milliseconds per event of one case: the least over several runs of the median over the events of a run."""

    case: str
    script: float
    style: float
    layout: float
    task: float

    @property
    def work(self) -> float:
        """Script, style and layout together."""
        return self.script + self.style + self.layout

    def __str__(self) -> str:
        parts = f"script {self.script:.1f}, style {self.style:.1f}, layout {self.layout:.1f}"
        return f"| {self.case} | {self.work:.1f} ms | {parts} | {self.task:.1f} ms |"


def measured(*, runs: int, events: int) -> Iterator[Cost]:
    """Measure the shipped index and a large one in the browser of this machine."""
    from playwright.sync_api import sync_playwright

    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    large = _large(1000, 50)
    cases = [
        ("37 cities x 25 indicators", ix.load("ieci-2022"), "", "influence"),
        ("the same, a city and its comparison open", ix.load("ieci-2022"), "#city=beijing&against=tokyo", "influence"),
        ("the same, as movement", ix.load("ieci-2022"), "#view=movement", "influence"),
        ("1,000 units x 50 indicators", large, "", "g1"),
        ("the same, a unit and its comparison open", large, "#city=unit_3&against=unit_5", "g1"),
    ]
    with sync_playwright() as running, tempfile.TemporaryDirectory() as folder:
        opened = running.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for case, index, address, node in cases:
            path = Path(folder) / "page.html"
            index.explorer(path, ranges=False)
            found = [_run(opened, f"{path.as_uri()}{address}", node, events) for _ in range(runs)]
            best = min(found, key=lambda each: sum(each[name] for name in WORK))
            yield Cost(case, *(best[name] for name in WORK), best["TaskDuration"])
        opened.close()


def _run(browser: Any, address: str, node: str, events: int) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector(".ranking, .movement")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    way = np.concatenate([np.arange(20.0, 60.0), np.arange(60.0, 20.0, -1)])
    shares = np.resize(way, events + 3)
    found = []
    for share in shares:
        before = _metrics(session)
        page.evaluate(_STEP, [node, float(share)])
        after = _metrics(session)
        found.append({name: 1000 * (after[name] - before[name]) for name in (*WORK, "TaskDuration")})
    page.close()
    return {name: statistics.median(each[name] for each in found[3:]) for name in found[0]}


def _metrics(session: Any) -> dict[str, float]:
    return {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}


def _large(units: int, indicators: int) -> ix.Index:
    rng = np.random.default_rng(2)
    plain = {"unit": "points", "direction": "higher", "scale": "interval"}
    dimensions = [
        {"id": f"g{at}", "parent": "index", "name": f"Dimension {at}", "level": "dimension"} for at in (1, 2, 3)
    ]
    groups = [{"id": f"h{at}", "parent": f"g{at % 3 + 1}", "name": f"Group {at}", "level": "group"} for at in range(10)]
    leaves = [{"id": f"x{at}", "parent": f"h{at % 10}", "name": f"Indicator {at}", **plain} for at in range(indicators)]
    root = {"id": "index", "name": "Large", "level": "index"}
    framework = ix.Framework(id="large", name="Large", groups=[root, *dimensions, *groups], indicators=leaves)
    data = pd.DataFrame(rng.uniform(0, 100, (units, indicators)), columns=[leaf["id"] for leaf in leaves])
    data.insert(0, "city", [f"Unit {at}" for at in range(units)])
    return ix.score(data, framework, ix.Method())
