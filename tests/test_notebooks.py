"""Every notebook runs from its first cell to its last."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from end_to_end.installing import cannot

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))
# In a process of its own: the kernel's libraries have warnings and event loops that are not ours to test.
EXECUTE = """\
import sys
import jupytext
from nbclient import NotebookClient

notebook = jupytext.read(sys.argv[1])
NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
print(sum(cell.execution_count is not None for cell in cells), "of", len(cells))
"""


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_text_in_the_percent_format_without_outputs(path):
    text = path.read_text("utf-8")
    assert "# %%" in text
    assert "# %% [markdown]" in text
    assert not path.with_suffix(".ipynb").exists()


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_without_error(path, tmp_path):
    missing = [name for name in ("jupytext", "nbclient", "ipykernel") if importlib.util.find_spec(name) is None]
    if missing:
        cannot(f"not installed: {', '.join(missing)}")
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path / "ipython"), "MPLBACKEND": "agg"}
    done = subprocess.run(
        [sys.executable, "-c", EXECUTE, path, tmp_path],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    ran, _, cells = done.stdout.decode().splitlines()[-1].split()  # a solver may print lines of its own before
    assert ran == cells
    assert int(cells) > 0
