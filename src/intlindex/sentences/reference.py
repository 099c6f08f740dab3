"""The reference of codes: every sentence of a problem or finding by its code, with its template, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from intlindex.sentences.catalogues import catalogue
from intlindex.sentences.uses import uses

__all__ = ["reference"]

HEAD = """\
# Codes

Every problem of an error has a `code`, which says what kind of thing is wrong, and every finding has one too. Codes
stay the same between versions; wording may change. What a message names can be read from the problem itself:
`problem.values`, and of these `problem.found`, `problem.allowed` and `problem.nearest`.

```python
try:
    index.explain("Pekin")
except ix.UnknownNameError as error:
    [problem] = error.problems
    problem.code  # 'unknown-city'
    problem.nearest  # ('Beijing',)
```

A template is filled with named values. `{found!r}` is quoted; `{who:city 4}` lists at most four names of cities,
`{group:node}` writes the name of a node; `{count:plural city|cities}` writes a number with its noun. Where a code has
several sentences, the part of the key after the slash distinguishes them; it is not part of the code.

This page is printed by `python -m intlindex.sentences`.
"""

PROBLEMS = "## Problems\n\nEach code, its keys and their templates.\n"
FINDINGS = "## Findings\n\nWhat each of them means is explained under [Findings](findings.md).\n"
TEXTS = """\
## Other sentences

Titles and lines of results, headings, and parts of the sentences above.
"""

MEANINGS: Mapping[str, str] = {
    "ambiguous": "More than one thing fits.",
    "broken-cell": "A cell does not hold what its column holds.",
    "conflict": "Two things exclude each other.",
    "duplicate": "Something is given twice.",
    "empty": "Nothing is given, or nothing is left.",
    "infeasible": "No solution meets all conditions.",
    "interrupted": "A task was lost or stopped.",
    "missing-package": "An optional package is not installed.",
    "no-score": "A city or a node has no score.",
    "no-spread": "All values are equal where they must differ.",
    "not-allowed": "Something is given where it has no place.",
    "not-defined": "A value is outside the domain of a function.",
    "not-finite": "A number is infinite or not a number.",
    "not-supported": "The properties of the method rule the question out.",
    "out-of-range": "A number is outside its limits.",
    "required": "Something is missing.",
    "solver-failed": "A numerical solver found no result.",
    "too-large": "A limit of size is exceeded.",
    "unknown-city": "No city has the name.",
    "unknown-column": "The table has no such column.",
    "unknown-kind": "No method of that kind exists.",
    "unknown-name": "Nothing has the name.",
    "unknown-node": "No indicator or group has the id.",
    "unreadable-file": "A file cannot be read.",
    "unwritable-file": "A file cannot be written.",
    "wrong-type": "A value is of a type that is not allowed.",
    "wrong-value": "A value is not one of those allowed.",
}
"""What the common codes of problems mean."""


def reference() -> str:
    """Return the page of codes.

    Returns
    -------
    str
        Markdown, ended by a line feed.

    Examples
    --------
    >>> print(reference().splitlines()[0])
    # Codes
    """
    used = uses()
    findings = [key for key in catalogue() if "finding" in used.get(key, set())]
    # Some sentences reach an error through a variable: they are found by their codes.
    codes = {code_of_key(key) for key in used if "problem" in used[key]}
    problems = [key for key in catalogue() if code_of_key(key) in codes and used.get(key) != {"finding"}]
    others = sorted(set(catalogue()) - {*problems, *findings})
    sections = [HEAD, PROBLEMS, *_by_code(problems, MEANINGS), FINDINGS, *_by_code(findings, {})]
    return "\n".join([*sections, TEXTS, _table(others)])


def code_of_key(key: str) -> str:
    """Return the code of a key.

    Examples
    --------
    >>> code_of_key("unknown-city/node")
    'unknown-city'
    """
    return key.partition("/")[0]


def _by_code(keys: Iterable[str], meanings: Mapping[str, str]) -> list[str]:
    """Return one section for each code."""
    sections = []
    for code, its_keys in groupby(sorted(keys), key=code_of_key):
        meaning = f"{meanings[code]}\n\n" if code in meanings else ""
        sections.append(f"### `{code}`\n\n{meaning}{_table(its_keys)}")
    return sections


def _table(keys: Iterable[str]) -> str:
    rows = [f"| `{key}` | {_code(catalogue()[key])} |" for key in keys]
    return "\n".join(["| key | template |", "| --- | --- |", *rows]) + "\n"


def _code(text: str) -> str:
    """Write a template as code within a table, whatever characters it has."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    line = " ".join(text.split()).replace("|", r"\|")
    return f"{fence}{space}{line}{space}{fence}"
