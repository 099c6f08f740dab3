"""Files and arguments as an attacker or an accident would make them, from a seed."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

FRAMEWORK = """\
id = "mini"
name = "Mini"

[[groups]]
id = "index"
name = "Index"
level = "index"

[[groups]]
id = "green"
parent = "index"
name = "Green"
level = "dimension"

[[indicators]]
id = "gdp"
parent = "index"
name = "GDP"
unit = "US$"
direction = "higher"
scale = "ratio"

[[indicators]]
id = "air"
parent = "green"
name = "Air"
unit = "ug"
direction = "lower"
scale = "ratio"
"""
METHOD = """\
[indicators]
transform = { kind = "identity" }
normalise = { kind = "min_max", low = 0, high = 100 }

[groups]
aggregate = { kind = "arithmetic" }
blanks = "siblings"

[rank]
ties = "min"
"""
ROWS = [("city", "gdp", "air"), ("A", 1000, 10), ("B", 2000, 20), ("C", 3000, 30), ("D", 4000, 15)]
CSV = "".join(",".join(map(str, row)) + "\n" for row in ROWS)
WEIRD = [
    "",
    " ",
    "\0",
    "\ud83d",
    "\u202e",
    "é" * 50,
    "9" * 5000,
    "1e999",
    "-0",
    "nan",
    "inf",
    "1,5",
    "=1+1",
    "#REF!",
    "true",
    "[",
    "{",
    "]]",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    ";",
    "x" * 10_000,
    "[" * 2000,
    "a." * 2000 + "a",
    "0x10",
    "1979-05-27",
    "custom",
    "none",
    "index",
    "gdp",
    "city",
    "../../etc",
    "/dev/zero",
    "https://example.org/x",
    "%s%n",
    "９",
    "-1e308",
    "1e-320",
    "٣",
]
OPTIONS = [
    "--framework",
    "--data",
    "--method",
    "--time",
    "--sheet",
    "--weights",
    "--format",
    "--out",
    "--within",
    "--node",
    "--help",
    "--against",
    "--lang",
    "--draws",
    "--seed",
    "--vary",
    "--fail-on",
    "--ignore",
    "--version",
    "-f",
    "-d",
    "-o",
    "-w",
    "--",
]
COMMANDS = ["rank", "score", "show", "validate", "explain", "compare", "place", "audit", "schema", "bounds", "change"]


def changed(rng: random.Random, text: str) -> bytes:
    """Change a text here and there, by what parsers stumble over, and by single bytes."""
    for _ in range(rng.choice([1, 1, 2, 4])):
        at = rng.randrange(len(text) + 1)
        to = min(len(text), at + rng.choice([0, 0, 1, 3, 20]))
        text = text[:at] + rng.choice(WEIRD) + text[to:]
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if data and rng.random() < 0.3:
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data[: rng.randrange(len(data) + 1)] if rng.random() < 0.1 else data)


def damaged(rng: random.Random, data: bytes) -> bytes:
    """Change single bytes of a file, or cut it short."""
    changed = bytearray(data)
    for _ in range(rng.choice([1, 2, 8, 64])):
        changed[rng.randrange(len(changed))] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
    return bytes(changed[: rng.randrange(1, len(changed))] if rng.random() < 0.15 else changed)


def written(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def csv_file(rng: random.Random, folder: Path) -> list[str]:
    name = rng.choice(["data.csv", "data.csv", "data.tsv", "data.txt", "data"])
    return ["rank", "-f", written(folder, "f.toml", FRAMEWORK.encode()), "-d", written(folder, name, changed(rng, CSV))]


def toml_file(rng: random.Random, folder: Path) -> list[str]:
    data = written(folder, "data.csv", CSV.encode())
    if rng.random() < 0.5:
        return ["validate", "-f", written(folder, "f.toml", changed(rng, FRAMEWORK)), "-d", data]
    method = written(folder, "m.toml", changed(rng, METHOD))
    return ["validate", "-f", written(folder, "f.toml", FRAMEWORK.encode()), "-d", data, "-m", method]


def workbook_file(rng: random.Random, folder: Path) -> list[str]:
    import openpyxl

    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    if rng.random() < 0.3:
        book.create_sheet("Other").append(ROWS[0])
    buffer = io.BytesIO()
    book.save(buffer)
    data = buffer.getvalue() if rng.random() < 0.2 else _with_changed_part(rng, buffer)
    path = written(folder, rng.choice(["data.xlsx", "data.xlsm"]), damaged(rng, data) if rng.random() < 0.4 else data)
    return ["rank", "-f", written(folder, "f.toml", FRAMEWORK.encode()), "-d", path]


SHEETS = {
    "A1": ["XFD1", "A1048576", "XFD1048576", "A0", "1A", "ZZZZ9", "A99999999999"],
    "<v>": ["<v>1e999", "<v>" + "9" * 5000, "<f>1</f><v>", "<v><v>", "<x/><v>"],
    't="n"': ['t="e"', 't="s"', 't="b"', 't="d"', 't="inlineStr"', 't="zz"', 's="99"'],
    "<row": ['<row r="1048576"/><row', "<row><row", '<row spans="1:16384"'],
    "<?xml": ['<!DOCTYPE a [<!ENTITY b "c">]><?xml', " <?xml", "\ufeff<?xml"],
}


def _with_changed_part(rng: random.Random, buffer: io.BytesIO) -> bytes:
    with zipfile.ZipFile(buffer) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = rng.choice([*parts, *["xl/worksheets/sheet1.xml"] * 6])
    text = parts[name].decode()
    kind = rng.random()
    if kind < 0.1:
        parts[name] = rng.choice([b" ", b"<", b"\0"]) * rng.choice([0, 1, 3_000_000, 30_000_000])
    elif kind < 0.2:
        del parts[name]
    elif kind < 0.6:
        for old_text in rng.sample(list(SHEETS), 2):
            text = text.replace(old_text, rng.choice(SHEETS[old_text]), rng.choice([1, -1]))
        parts[name] = text.encode("utf-8", "surrogatepass")
    else:
        parts[name] = changed(rng, text)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as new:
        for each, data in parts.items():
            new.writestr(each, data)
    return made.getvalue()


def parquet_file(rng: random.Random, folder: Path) -> list[str]:
    import pandas as pd

    buffer = io.BytesIO()
    pd.DataFrame(ROWS[1:], columns=list(ROWS[0])).to_parquet(buffer)
    path = written(folder, "data.parquet", damaged(rng, buffer.getvalue()))
    return ["rank", "-f", written(folder, "f.toml", FRAMEWORK.encode()), "-d", path]


def index_file(rng: random.Random, folder: Path) -> list[str]:
    """An index as JSON, which no command reads yet: the worker reads it itself."""
    record = json.loads((folder / "index.json").read_text("utf-8"))
    if rng.random() < 0.5:
        return ["@json", written(folder, "changed.json", changed(rng, json.dumps(record)))]
    within = record
    while isinstance(within, dict | list) and within and rng.random() < 0.8:
        keys = list(within) if isinstance(within, dict) else list(range(len(within)))
        key = rng.choice(keys)
        if not isinstance(within[key], dict | list) or not within[key] or rng.random() < 0.3:
            within[key] = rng.choice(
                [None, 1e999, -1, 10**400, "", "\ud83d", [], {}, [[]], {"kind": ["x"]}, True, "custom"]
            )
            break
        within = within[key]
    return ["@json", written(folder, "changed.json", json.dumps(record).encode("utf-8", "surrogatepass"))]


def arguments(rng: random.Random, folder: Path) -> list[str]:
    words = [
        *OPTIONS,
        *COMMANDS,
        *(word for word in WEIRD if len(word) < 3000),
        "London",
        "influence=2",
        "csv",
        "json",
        "ieci-2022",
        "1",
    ]
    told = [rng.choice(COMMANDS), *(rng.choice(words) for _ in range(rng.randrange(5)))]
    return [word for word in told if word != "/dev/zero"] + (
        ["--out", str(folder / "out")] if rng.random() < 0.3 else []
    )


KINDS: dict[str, Callable[[random.Random, Path], list[str]]] = {
    "csv": csv_file,
    "toml": toml_file,
    "workbook": workbook_file,
    "parquet": parquet_file,
    "json": index_file,
    "arguments": arguments,
}


def case(seed: int, number: int, folder: Path) -> tuple[str, list[str]]:
    """Make a case: its kind, and the arguments of the command line."""
    rng = random.Random(f"{seed}/{number}")
    kind = list(KINDS)[number % len(KINDS)]
    return kind, KINDS[kind](rng, folder)
