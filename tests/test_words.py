"""Plain technical English: banned phrases are kept out of docstrings, comments, sentences, help and pages."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from intlindex.cli import main
from intlindex.sentences import catalogue

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "intlindex"

COUNTED = "city|core|unit|node|group|indicator|child|row|column|draw|factor|method|time|block|pair|leaf|dimension|step"

# A regular expression (a space is any white space), and what to write instead.
BANNED = {
    r"\btells? whether\b": "return whether",
    r"\btold\b": "reported, printed, given; distinguished for told apart",
    r"\btell(s|ing)?( \w+){0,3} apart\b": "distinguish",
    r"\b(it|all|this|that) (of it )?is said\b": "is reported, is stated",
    rf"\bone( (?!is|as|of|in|to|for|at|or|and|by|has|that|from|with)\w+){{0,2}} an? ({COUNTED})\b": "one per ...",
    r"\blevel with\b|\b(puts?|are|is|be|being|both|draws?|them|cities|two|first) level\b": "tied, tied with",
    r"\bso many\b(?!.{0,40}\bthat\b)": "n, a number of, this number of",
    r"\bof (one's|your|its|their|his|our|my|a user's|a caller's) own(?=\W*$|[.,;:)]| (a|an|and|as|at|be|but|by|can|for|"
    r"from|has|if|in|is|may|must|of|on|or|so|than|that|the|to|when|which|who|with)\b)": "user-defined; its own ...",
    r"\bone's\b": "the user's, your",
    r"\b(all|each|every|just) as likely\b|\bas likely as (any|each|the)\b": "equally likely",
    r"\b(in )?(rising|falling) (order|transform|row|sequence)\b": "ascending, descending, increasing",
    r"\bstand(s|ing)? twice\b": "given twice",
    r"\bstand(s|ing)? (in|on|at|below|above|under|beside|before|behind|outside|within|there)\b": "is in; replaces",
    r"\bstand(s|ing)? (still )?in the way\b": "prevents",
    r"\bwhere (it|they|a city|a unit|each|cities) (stands?|would stand)\b": "its rank",
    r"\bstays? as (it|they) (is|are|was|were)\b": "is unchanged",
    r"\bmust be there\b|\b(that|what|who) (is|are) there\b": "is required, is present",
    r"\b(is|are|was|were) made of\b|\bmade of (it|them|what)\b": "consists of, is computed from",
    r"\bwhatever holds\b": "its container",
    r"\bby (it|them)sel(f|ves)\b": "alone, on its own, automatically",
    r"\bat its root\b": "in its root node",
    r"\bthings? of\b": "name what it is",
    r"\bdear(er)?\b": "expensive, slow",
    r"\bthe house\b|\bground floor\b|\bthe ground\b": "the library, the base layer",
    r"\bturn(s|ed|ing)?( \w+){0,3} round\b": "reverse",
    r"\bshar(e|es|ed|ing)( it| them)? out\b": "attribute, break down, decompose",
    r"\bpass(es|ed|ing)? over\b": "ignore, skip",
    r"\banew\b": "again",
    r"\bmov(e|es|ing) nobody\b|\bnobody (else )?moves\b|\bchanges? nobody\b": "no other city moves",
    r"\b(nobody|anybody|somebody|everybody)\b": "no one, anyone; no unit, all units",
    r"\brests? on\b": "is based on",
    r"\bless (those|that) (of|that|with)\b|\bless the (number|sum|mean|log)": "minus",
    r"\bmend(s|ed|ing)?\b": "correct, repair",
    r"\bbears? (it|them|\w+) out\b": "support",
    r"\bhangs? (on|upon)\b": "depend on",
    r"\bin silence\b": "silently",
    r"\bat hand\b": "available",
    r"\b(equal|same|exact|values|is) but for\b": "except for",
    r"\bnought\b|\bhair's breadth\b|\bin (its|their) turn\b|\bsave for\b": "zero; slightly; itself; except for",
    r"\bin the place of\b": "instead of",
    r"\btak(e|es|ing) part\b": "is included; the set of cities",
    r"\b(be|to be) had\b|\bcomes? to (little|nothing)\b": "be obtained, be reproduced; have little effect",
    r"\bwhat ships\b|\bvalues ship\b|\bthat ships?\b": "shipped",
    r"\b(taken|takes?|taking) away\b|\bleft aside\b|\blet pass\b": "remove; ignore; accept",
    r"\bsettl(e|es|ed|ing)\b": "decide, resolve, converge",
    r"\bat work\b": "in use",
    r"\b(whence|thence|thereof|whereof|therein|lest|ere|heed|whilst|amongst|upon|till)\b": "the modern word",
    r"\bin the whole\b(?! index)": "in the whole index",
    r"\bhand(s|ed|ing)?( \w+)? (out|back)\b": "return",
    r"\bpart ways\b|\bgo together\b": "disagree; are compatible",
    r"\bshall\b": "must, should",
    r"\bfrom elsewhere\b": "from another source",
    r"\bby (the )?luck\b": "by chance",
    r"\b(can|could) be meant\b": "fits",
    r"\bloses? by it\b": "loses",
    r"\b(speaks?|knows?) (of|nothing)\b": "is about; does not know",
    r"\b(for want of|once for all|without a wish)\b|\bat last\b": "without; once; by default; finally",
    r"\bl(ie|ies|ay) far\b": "differ widely",
    r"\bcosts? nothing\b": "is fast, is free",
    r"\bwho (moves|is ahead|is first|is ranked|is like)\b": "which city",
    r"[\d}] %{1,2}(?!\w)": "25%",
}
BANNED_AS_FIRST_WORD = {r"\A(say|tell)\b": "Return, Describe, Report, Write ..."}

PATTERNS = {re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE): instead for pattern, instead in BANNED.items()}
FIRST_WORDS = {re.compile(pattern, re.IGNORECASE): instead for pattern, instead in BANNED_AS_FIRST_WORD.items()}


@dataclass(frozen=True)
class Passage:
    """Text that a person reads, and where it starts."""

    place: str
    line: int
    text: str
    docstring: bool = False

    def hits(self) -> list[str]:
        """List the banned phrases, with what to write instead."""
        patterns = PATTERNS | FIRST_WORDS if self.docstring else PATTERNS
        return [
            f"{self.place}:{self.line + self.text.count(chr(10), 0, found.start())}: "
            f"{' '.join(found.group().split())!r}; write {instead}"
            for pattern, instead in patterns.items()
            for found in pattern.finditer(self.text)
        ]


def without(pattern: str, text: str) -> str:
    """Blank what a pattern finds, and keep the lines."""
    return re.sub(pattern, lambda found: "·" + "\n" * found.group().count("\n"), text, flags=re.DOTALL | re.MULTILINE)


def without_code(text: str) -> str:
    """Blank examples and code within a line."""
    return without(r"`+[^`]+`+", without(r"^[ \t]*>>> .*?(?=^[ \t]*$|\Z)", text))


def passages_of_python(path: Path) -> list[Passage]:
    """Return the docstrings, and the comments, those of neighbouring lines as one."""
    code, place = path.read_text("utf-8"), str(path.relative_to(ROOT))
    found = [
        Passage(place, node.lineno, without_code(node.value.value), docstring=True)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    comments = [(token.start[0], token.string.lstrip("# ")) for token in tokens if token.type == tokenize.COMMENT]
    for _, block in groupby(enumerate(comments), key=lambda item: item[1][0] - item[0]):
        lines = [comment for _, comment in block]
        found.append(Passage(place, lines[0][0], without_code("\n".join(text for _, text in lines))))
    return found


def passage_of_page(path: Path) -> Passage:
    """Return a page without code and addresses."""
    text = without(r"^```.*?^```", without(r"\]\([^)]*\)", path.read_text("utf-8")))
    return Passage(str(path.relative_to(ROOT)), 1, without(r"`+[^`]+`+", text))


def hits(passages: list[Passage]) -> list[str]:
    return [hit for passage in passages for hit in passage.hits()]


MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if "__pycache__" not in path.parts]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "indicators/README.md")),
    *sorted((ROOT / "examples").rglob("*.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "_build" not in path.parts),
]


def test_docstrings_and_comments_are_plain_english():
    assert hits([passage for path in MODULES for passage in passages_of_python(path)]) == []


BUILT = {"_build", "jupyter_execute"}


@pytest.mark.parametrize("folder", ["notebooks", "benchmarks"])
def test_notebooks_benchmarks_and_the_build_of_the_pages_are_plain_english(folder):
    paths = [path for path in sorted((ROOT / folder).rglob("*.py")) if not BUILT & {*path.parts}]
    assert hits([passage for path in paths for passage in passages_of_python(path)]) == []


def test_pages_are_plain_english():
    assert hits([passage_of_page(path) for path in PAGES]) == []


def test_sentences_of_the_catalogue_are_plain_english():
    assert hits([Passage(key, 1, template) for key, template in catalogue().items()]) == []


def test_in_chinese_in_pages_and_in_frameworks_a_percent_sign_follows_its_number_too():
    folders = [path for path in (ROOT / "indicators").iterdir() if path.is_dir() and path.name != "example"]  # frozen
    texts = {str(path): path.read_text("utf-8") for folder in folders for path in folder.rglob("*.toml")}
    texts |= {str(path): path.read_text("utf-8") for path in (ROOT / "web/src/texts").glob("*.json")}
    assert len(texts) > 8
    assert [key for key, text in (catalogue("zh") | texts).items() if re.search(r"[\d}]\s+%", text)] == []


@pytest.mark.parametrize("what", ["", *main.COMMANDS, "schema"])
def test_help_of_the_commands_is_plain_english(what, capsys):
    with pytest.raises(SystemExit):
        main.main([*what.split(), "--help"])
    assert Passage(f"intlindex {what} --help", 1, capsys.readouterr().out).hits() == []


def test_the_check_sees_phrases_over_lines_and_leaves_examples_and_code_alone():
    text = "Tell whether it is level, ``anew``,\nor not.\n\n>>> \"shall\"\n'shall'\n\nSo many cities."
    found = [hit.partition("; ")[0] for hit in Passage("a.py", 5, without_code(text), docstring=True).hits()]
    assert found == [
        "a.py:5: 'Tell whether'",
        "a.py:5: 'is level'",
        "a.py:11: 'So many'",
        "a.py:5: 'Tell'",
    ]
