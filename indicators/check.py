"""Check all that lies in this folder, and draw an overview: ``python -m intlindex.indicators.check``."""

from __future__ import annotations

import sys

from intlindex.errors import DataError
from intlindex.index.shipped import framework_names, load
from intlindex.index.shipped_check import overview, shipped_problems
from intlindex.presentation.text import describe_agreement, findings, paragraph, table


def report() -> str:
    """Draw the overview, then for each edition what its findings are and how it agrees with what was published."""
    parts = [table(overview().reset_index())]
    for name in framework_names():
        index = load(name)
        parts.append(paragraph(f"{index.framework.title} ({name}): {len(index.cities)} cities"))
        parts += [findings(index.findings), describe_agreement(index.agreement())]
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
