"""Every kind of every step, as ``intlindex show methods`` lists them."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from intlindex.display.text import paragraph
from intlindex.registry import registered
from intlindex.sentences import say
from intlindex.sentences.punctuation import colon
from intlindex.sentences.voices import language_spoken
from intlindex.specs.after import Round
from intlindex.specs.base import Spec
from intlindex.specs.kinds import STEPS, also_after, built_in, parameters, parameters_of
from intlindex.specs.method import ConstantBlanks

__all__ = ["Kind", "kinds_of_methods", "written"]


class Kind(NamedTuple):
    """One kind of one step."""

    step: str
    kind: str
    summary: str
    parameters: str


def kinds_of_methods() -> list[Kind]:
    """Return all kinds of all steps, with their parameters and defaults, in the order of the data flow.

    Examples
    --------
    >>> [each.kind for each in kinds_of_methods() if each.step == "blanks"]
    ['siblings', 'rescale', 'strict', 'constant']
    """
    kinds = [_kind(step, kind, spec) for step in STEPS for kind, spec in built_in(step).items()]
    own = [
        Kind(step, kind, say("registered-kind", function=method.function.__name__), _given(parameters(step, kind)))
        for step in STEPS
        for kind, method in registered(step).items()
    ]
    order = list(STEPS)
    return [*sorted(kinds + own, key=lambda each: order.index(each.step)), *_blanks(), *_after(), *_classes()]


def _kind(step: str, kind: str, spec: type[Spec]) -> Kind:
    return Kind(step, kind, (spec.__doc__ or "").splitlines()[0], _given(parameters_of(spec)))


def _given(found: dict[str, str]) -> str:
    return ", ".join(f"{name} = {default}" if default else name for name, default in found.items())


def _blanks() -> list[Kind]:
    named = ("siblings", "rescale", "strict")
    said = (say("kind/blanks-siblings"), say("kind/blanks-rescale"), say("kind/blanks-strict"))
    return [
        *(Kind("blanks", kind, summary, "") for kind, summary in zip(named, said, strict=True)),
        _kind("blanks", "constant", ConstantBlanks),
    ]


def _after() -> list[Kind]:
    others = [Kind("after", kind, say("kind/after", step=step), "") for step, kind in also_after()]
    return [_kind("after", "round", Round), *others]


def _classes() -> list[Kind]:
    return [
        Kind("classes", "fixed", say("kind/classes-fixed"), "cuts, labels = 1, 2, ..."),
        Kind("classes", "quantile", say("kind/classes-quantile"), "count, labels = 1, 2, ..."),
        Kind("classes", "jenks", say("kind/classes-jenks"), "count, labels = 1, 2, ..."),
    ]


def written(kinds: list[Kind]) -> str:
    """Write them as text, step by step, one paragraph per kind; kinds that are described alike share one."""
    blocks, mark = [], colon(language_spoken())
    for step, of_step in groupby(kinds, key=lambda each: each.step):
        lines = [step]
        for _, alike in groupby(of_step, key=lambda each: (each.summary, each.parameters)):
            same = list(alike)
            names = ", ".join(each.kind for each in same)
            summary = say("fact/word", word=same[0].summary)
            given = f" ({same[0].parameters})" if same[0].parameters else ""
            lines.append(paragraph(f"{names}{given}{mark}{summary}", indent="  ", hanging="      "))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)
