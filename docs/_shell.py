"""The cell magic ``%%sh`` of these pages: runs from the root of the repository and fails if the command fails."""

import os
import subprocess
from pathlib import Path

from IPython.core.magic import register_cell_magic

os.chdir(Path(__file__).parents[1])


@register_cell_magic
def sh(_line: str, cell: str) -> None:
    """Run a cell as a shell script and print its output in one piece."""
    done = subprocess.run(["sh", "-e", "-c", cell], check=True, stdout=subprocess.PIPE, encoding="utf-8")  # noqa: S603, S607
    print(done.stdout, end="")  # noqa: T201
