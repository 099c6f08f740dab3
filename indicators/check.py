"""Check all that lies in this folder, and draw an overview: ``python -m intlindex.indicators.check``."""

from __future__ import annotations

import sys

from intlindex.api.loading import load
from intlindex.api.shipped_check import overview, shipped_problems
from intlindex.core.data.catalogue import framework_names
from intlindex.display.text import findings, paragraph, table
from intlindex.errors import DataError


def report() -> str:
    """Draw the overview, then for each edition what its findings are and how it agrees with what was published."""
    parts = [table(overview().reset_index())]
    for name in framework_names():
        index = load(name)
        parts.append(paragraph(f"{index.framework.title} ({name}): {len(index.cities)} cities"))
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
