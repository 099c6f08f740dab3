"""Check all files of this folder, and print an overview: ``python -m intlindex.indicators.check``."""

from __future__ import annotations

import sys

from intlindex.api.loading import load
from intlindex.api.shipped_check import overview, shipped_problems
from intlindex.core.data.shipped_files import framework_names
from intlindex.display.text import findings, paragraph, table
from intlindex.errors import DataError
from intlindex.sentences import say


def report() -> str:
    """Return the overview, then the findings of each edition and its agreement with published results."""
    parts = [table(overview().reset_index())]
    for name in framework_names():
        index = load(name)
        parts.append(
            paragraph(say("edition/data-check", title=index.framework.title, edition=name, count=len(index.cities)))
        )
        parts += [findings(index.findings), repr(index.agreement())]
    return "\n\n".join(parts)


def main() -> int:
    """List every problem on standard error and return 3, or print an overview and return 0."""
    if problems := shipped_problems():
        sys.stderr.write(f"{DataError(problems, source='indicators')}\n")
        return 3
    sys.stdout.write(f"{report()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
