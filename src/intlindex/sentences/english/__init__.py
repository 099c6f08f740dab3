"""The English catalogue, one module for each part of the library."""

from typing import Final

from intlindex.sentences.english import (
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
    plot_problems,
    plots,
    questions,
    report,
    robustness,
    sensitivity,
    specs,
    uncertainty,
)

__all__ = ["PARTS"]

PARTS: Final = (
    common.SENTENCES,
    specs.SENTENCES,
    data.SENTENCES,
    pipeline.SENTENCES,
    uncertainty.SENTENCES,
    sensitivity.SENTENCES,
    robustness.SENTENCES,
    explanation.SENTENCES,
    comparison.SENTENCES,
    audit.SENTENCES,
    questions.SENTENCES,
    interchange.SENTENCES,
    outputs.SENTENCES,
    drafting.SENTENCES,
    plots.SENTENCES,
    plot_problems.SENTENCES,
    report.SENTENCES,
    command_line.SENTENCES,
    headings.SENTENCES,
    helping.SENTENCES,
)
