"""Every sentence is a template of the catalogue: all are used, all can be filled, and no other text is said."""

from __future__ import annotations

import ast
import pickle
import string
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from intlindex.errors import Problem, nearest, problem
from intlindex.findings import finding
from intlindex.sentences import LANGUAGES, Sentence, catalogue, catalogues, code_of, say, values_of
from intlindex.sentences.filling import filled

SOURCE = Path(__file__).parents[2] / "src" / "intlindex"
SCRIPTS = Path(__file__).parents[2] / "indicators"  # shipped as intlindex.indicators
MAKERS = {"say", "problem", "finding"}


@dataclass(frozen=True)
class Call:
    """One sentence that the code says: its key, and the names of the values that it gives."""

    place: str
    key: str
    names: frozenset[str]
    open_ended: bool


def literals(node: ast.expr) -> list[str] | None:
    """Return the keys that an argument can be; None if it is not written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        first, second = literals(node.body), literals(node.orelse)
        return None if first is None or second is None else first + second
    return None


@cache
def calls() -> tuple[Call, ...]:
    found = []
    for path in [*sorted(SOURCE.rglob("*.py")), *sorted(SCRIPTS.glob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS and node.args:
                place = f"{path.relative_to(SOURCE if SOURCE in path.parents else SCRIPTS)}:{node.lineno}"
                names = frozenset(each.arg for each in node.keywords if each.arg)
                spread = any(each.arg is None for each in node.keywords)
                keys = literals(node.args[0])
                if keys is None and path.parts[-2] != "sentences" and path.name not in {"errors.py", "findings.py"}:
                    keys = [f"{place}: write the key out"]
                found += [Call(place, key, names, spread) for key in keys or ()]
    return tuple(found)


def fields(template: str) -> dict[str, str]:
    """Return how each value of a template is written, by its name."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name is not None}


def test_every_key_that_the_code_says_is_in_the_catalogue():
    assert [f"{call.place}: {call.key}" for call in calls() if call.key not in catalogue()] == []


def test_the_code_gives_every_value_that_a_template_needs_and_no_others():
    wrong = []
    for call in calls():
        needed = set(fields(catalogue().get(call.key, "")))
        if not call.open_ended and call.key in catalogue() and needed != call.names:
            wrong.append(f"{call.place}: {call.key}: needs {sorted(needed)}, given {sorted(call.names)}")
    assert wrong == []


def test_every_template_is_said_somewhere():
    said = {call.key for call in calls()}
    text = "".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py") if "sentences" not in path.parts)
    unused = [
        key
        for key in catalogue()
        if key not in said and f'"{key}"' not in text and not key.startswith(("heading/", "sheet/"))
    ]
    assert unused == []


def test_every_language_has_every_sentence():
    for language in LANGUAGES:
        assert catalogue(language).keys() ^ catalogue("en").keys() == set(), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_can_be_filled(language):
    for key, template in catalogue(language).items():
        values = {name: 2 if spec else "x" for name, spec in fields(template).items()}
        text = filled(template, values, language=language)
        assert text == text.strip() or key.endswith("/joined"), key
        assert "{" not in text or "{{" in template, key


def test_a_sentence_that_is_not_translated_is_in_english(monkeypatch):
    without = {key: text for key, text in catalogue("zh").items() if key != "allowed"}
    original = catalogues.catalogue
    monkeypatch.setattr(catalogues, "catalogue", lambda language="en": without if language == "zh" else original())
    assert say("allowed", allowed=("a", "b")).written("zh") == "allowed: 'a', 'b'"


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_use_the_same_values(language):
    for key, template in catalogue(language).items():
        needed = {name for name, spec in fields(catalogue()[key]).items() if not spec.startswith("choose")}
        assert needed <= set(fields(template)) <= set(fields(catalogue()[key])), key


def test_keys_are_a_code_and_what_tells_its_sentences_apart():
    for key in catalogue():
        words = key.split("/")
        assert len(words) <= 2, key
        assert all(word and set(word) <= set(string.ascii_lowercase + string.digits + "-_") for word in words), key


def loose(node: ast.expr) -> bool:
    """Whether an argument is text that stands in the code."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and " " in node.value
    if isinstance(node, ast.BinOp):
        return loose(node.left) or loose(node.right)
    if isinstance(node, ast.IfExp):
        return loose(node.body) or loose(node.orelse)
    if isinstance(node, ast.List | ast.Tuple):
        return any(map(loose, node.elts))
    return False


def said_in_code(code: str) -> list[int]:
    """List the lines where errors, problems, findings or what is shown are given text instead of a sentence."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in {"Problem", "Finding"}:
            texts = node.args[-1:]
        elif name.endswith("Error") and name != "AttributeError":  # attributes are for programmers
            texts = node.args[:1]
        elif name == "Shown":
            texts = node.args[:2]
        else:
            continue
        found += [node.lineno for text in texts if loose(text)]
    return found


def test_no_module_says_what_is_not_in_the_catalogue():
    names = [str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if "sentences" not in path.parts]
    read = {name: said_in_code((SOURCE / name).read_text("utf-8")) for name in names}
    assert {name: lines for name, lines in read.items() if lines} == {}


def test_the_check_sees_text_in_the_code():
    lines = ['raise DataError(f"no {x}")', 'Problem("a", "is wrong")', 'Shown("A title")', 'Problem("a", say("b"))']
    assert said_in_code("\n".join(lines)) == [1, 2, 3]


def test_a_sentence_is_text_that_knows_its_key_and_values():
    sentence = say("unknown-city", city="Pekin", hint=nearest("Pekin", ["Peking"]))
    assert sentence == "no city 'Pekin'; did you mean 'Peking'?"
    assert str(sentence) is sentence
    assert str(ValueError(sentence)) is sentence
    back = pickle.loads(pickle.dumps(sentence))  # noqa: S301  our own
    assert (back, back.key, dict(back.values)) == (sentence, sentence.key, dict(sentence.values))


def test_a_sentence_writes_names_for_ids():
    sentence = Sentence("unknown-city", {"city": "rome", "hint": ""})
    assert filled("{a:node} and {b!r:city}", {"a": "gdp", "b": ("rome", "x")}, {"gdp": "Output", "rome": "Roma"}) == (
        "Output and 'Roma', 'x'"
    )
    assert sentence.written() == sentence


def test_a_named_sentence_has_names_in_its_text_and_ids_in_its_values():
    inner = say("reason/of-node", node="gdp", reason="is odd")
    sentence = say("several-statements", first=inner, rest="all else is fine").named({"gdp": "Output"})
    assert sentence == "Output: is odd; all else is fine"
    assert sentence.values["first"].values["node"] == "gdp"
    assert sentence.written() == sentence
    assert sentence.written(names={}) == "gdp: is odd; all else is fine"
    back = pickle.loads(pickle.dumps(sentence))  # noqa: S301  our own
    assert (back, back.written(), back.key) == (sentence, sentence, sentence.key)


def test_problems_tell_code_found_allowed_and_nearest_also_of_sentences_within():
    made = problem("unknown-city", "city", city="Pekin", hint=nearest("Pekin", ["Peking"]))
    assert (made.code, made.nearest, made.found, made.allowed) == ("unknown-city", ("Peking",), None, None)
    assert problem("unknown-city", "a", city="x", hint=nearest("x", ["Rome"])).allowed == ("Rome",)
    assert Problem("a", "is odd").code == "other"


def test_findings_have_the_code_of_their_sentence():
    made = finding("did-you-mean", "info", "gpd", nearest=["gdp"])
    assert (made.code, made.severity, made.node, str(made.message)) == (
        "did-you-mean",
        "info",
        "gpd",
        "did you mean 'gdp'?",
    )
    assert code_of(made.message) == "did-you-mean"
    assert values_of("text") == {}


def test_nouns_and_words_follow_numbers():
    template = "{count:plural city|cities} {count:choose is|are} blank"
    written = [filled(template, {"count": count}) for count in (0, 1, 1200)]
    assert written == ["0 cities are blank", "1 city is blank", "1,200 cities are blank"]
