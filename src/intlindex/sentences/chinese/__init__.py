"""The Chinese catalogue, one module for each of the English one."""

from typing import Final

from intlindex.sentences.chinese import (
    audit,
    command_line,
    common,
    comparison,
    data,
    drafting,
    explanation,
    headings,
    helping,
    interchange,
    outputs,
    pipeline,
    plots,
    questions,
    report,
    robustness,
    sensitivity,
    specs,
    uncertainty,
)
from intlindex.sentences.chinese.kinds import KINDS
from intlindex.sentences.chinese.words import WORDS as SINGLE_WORDS

__all__ = ["PARTS", "WORDS"]

PARTS: Final = (
    audit.SENTENCES,
    command_line.SENTENCES,
    common.SENTENCES,
    comparison.SENTENCES,
    data.SENTENCES,
    drafting.SENTENCES,
    explanation.SENTENCES,
    headings.SENTENCES,
    helping.SENTENCES,
    interchange.SENTENCES,
    outputs.SENTENCES,
    pipeline.SENTENCES,
    plots.SENTENCES,
    questions.SENTENCES,
    report.SENTENCES,
    robustness.SENTENCES,
    sensitivity.SENTENCES,
    specs.SENTENCES,
    uncertainty.SENTENCES,
)

WORDS: Final = {**SINGLE_WORDS, **KINDS}
"""Words, and what kinds of methods do, by the English ones."""
