"""The widget in a real JupyterLab, driven by a browser: weights and city go both ways. See `.ci/release widget`."""

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CELLS = [
    "import intlindex as ix\nwidget = ix.load('example').explore()\nwidget",
    "print(widget.weights['influence'] == widget.index.weights['influence'] > 0.5, widget.city)",
    "widget.city = 'Paris'",
]
WAIT = 120_000  # milliseconds


def notebook() -> str:
    """Return the notebook as JSON."""
    cells = [
        {"cell_type": "code", "execution_count": None, "id": f"c{at}", "metadata": {}, "outputs": [], "source": code}
        for at, code in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def free_port() -> int:
    """Return a port that nothing uses."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def run_cell(page: Page, at: int) -> None:
    """Run one cell."""
    page.locator(".jp-Cell").nth(at).locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")


def drive(page: Page, address: str) -> None:
    """Try the widget as a person does, and fail where something does not follow."""
    page.goto(f"{address}/lab/tree/widget.ipynb?reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=WAIT)
    page.get_by_text("| Idle").wait_for(timeout=WAIT)  # before that cells are not run
    run_cell(page, 0)
    page.wait_for_selector(".intlindex-explorer .ranking tbody tr", timeout=WAIT)
    slider = page.locator(".intlindex-explorer input[type=range]:visible").nth(1)
    box = slider.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    by_mouse = float(slider.input_value())
    page.keyboard.press("ArrowLeft")
    by_key = float(slider.input_value())
    assert by_mouse > 60, by_mouse
    assert by_key < by_mouse, "JupyterLab takes the keys of a slider"
    page.locator(".intlindex-explorer .ranking tbody tr").last.locator("button, a").first.click()
    city = page.locator(".intlindex-explorer #city-title").inner_text()
    run_cell(page, 1)
    output = page.locator(".jp-Cell").nth(1).locator(".jp-OutputArea-output")
    output.wait_for(timeout=WAIT)
    assert output.inner_text().strip() == f"True {city}", output.inner_text()
    other = page.locator(".intlindex-explorer #city-title", has_text="Paris")
    assert city != "Paris"
    run_cell(page, 2)
    other.wait_for(timeout=WAIT)


def main() -> None:
    """Start JupyterLab, and drive it."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "widget.ipynb").write_text(notebook(), "utf-8")
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        options = [f"--port={port}", "--ip=127.0.0.1", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]
        options += ["--ServerApp.token=", "--ServerApp.password=", "--log-level=ERROR"]
        server = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "jupyterlab", *options]
        )
        try:
            for _ in range(60):
                try:
                    urllib.request.urlopen(f"{address}/api", timeout=2)  # noqa: S310
                    break
                except OSError:
                    time.sleep(1)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1500, "height": 1400})
                wrong: list[str] = []
                page.on("pageerror", lambda error: wrong.append(str(error)))
                drive(page, address)
                browser.close()
                assert wrong == []
        finally:
            server.terminate()
            server.wait()
    print("The widget works in JupyterLab.")


if __name__ == "__main__":
    main()
