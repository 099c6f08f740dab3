"""Write the figures that the README quotes, from the index as it is.

``python docs/_readme.py`` writes them, and with ``--check`` only checks whether they are current.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import intlindex as ix

README = Path(__file__).resolve().parents[1] / "README.md"
EDITIONS = ("ieci-2022", "ieci-2024")
MOVED = ["Beijing", "Moscow", "Singapore", "Taipei"]


def current(text: str) -> str:
    """Return the README with all its figures as they are now."""
    for name, block in (("ranking", ranking()), ("agreement", agreement())):
        begin, end = f"<!-- figures: {name} -->\n", "<!-- end of figures -->"
        text = re.sub(f"(?<={begin})(.*?)(?={end})", lambda _, block=block: block, text, count=1, flags=re.DOTALL)
    return re.sub(r"^# \{'Beijing'.*$", lambda _: f"# {moved()}", text, count=1, flags=re.MULTILINE)


def ranking() -> str:
    """Print the first ten as the command line does."""
    shown = repr(ix.load(EDITIONS[0])).rsplit("\n\nand", 1)[0]
    return f"```text\n{shown}\n```\n"


def agreement() -> str:
    """Compare with what was published, as a table and two sentences."""
    both = [ix.load(name) for name in EDITIONS]
    fits = [index.agreement() for index in both]
    rows = [
        ("cities ranked", *(len(index.cities) for index in both)),
        ("of which the published overall rank is known", *(fit.cities for fit in fits)),
        ("Spearman's rank correlation over those", *(f"{fit.spearman:.3f}" for fit in fits)),
        ("Kendall's tau-b over those", *(f"{fit.kendall:.3f}" for fit in fits)),
        ("published top ten also in ours", *(_of(fit.top_10, 10) for fit in fits)),
        ("published top twenty also in ours", *(_of(fit.top_20, 20) for fit in fits)),
        ("published statements that hold in ours", *(fit.counts["held"] for fit in fits)),
        ("that do not hold", *(fit.counts["not held"] for fit in fits)),
        ("that open data cannot check", *(fit.counts["not checkable"] for fit in fits)),
    ]
    table = "\n".join(f"| {' | '.join(map(str, row))} |" for row in (("", "2022", "2024"), *rows))
    head, body = table.split("\n", 1)
    beijing = both[0].ranks.loc["Beijing", "attractiveness"]
    madrid = both[1].ranks.loc["Madrid", "connectivity"]
    return (
        f"{head.replace('|  |', '| |')}\n| --- | ---: | ---: |\n{body}\n\n"
        "So the overall order is reproduced well, and single parts less well: in attractiveness, Beijing has rank "
        f"{beijing} here\nand rank 24 as published; in connectivity in the 2024 edition, Madrid has rank {madrid} here "
        "and rank 2 as published.\n"
    )


def _of(found: int | None, known: int) -> str:
    return "not all published" if found is None else f"{found} of {known}"


def moved() -> str:
    """Return the places gained or lost when influence counts twice."""
    index = ix.load(EDITIONS[0])
    gained = index.ranks["index"] - index.reweight(influence=2).ranks["index"]
    return str({city: int(gained[city]) for city in MOVED})


if __name__ == "__main__":
    was = README.read_text("utf-8")
    new = current(was)
    if "--check" in sys.argv[1:]:
        sys.exit("README.md quotes old figures; run python docs/_readme.py" if was != new else 0)
    README.write_text(new, "utf-8")
