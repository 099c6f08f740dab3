"""The public index: a scored value with all its analyses."""

from __future__ import annotations

from dataclasses import dataclass

from intlindex.api.boundary import guarded_class
from intlindex.api.questions_audit import AuditQuestions
from intlindex.api.questions_data import DataQuestions
from intlindex.api.questions_explanation import ExplanationQuestions
from intlindex.api.questions_files import FileQuestions
from intlindex.api.questions_language import LanguageQuestions
from intlindex.api.questions_plots import PlotQuestions
from intlindex.api.questions_records import RecordQuestions
from intlindex.api.questions_robustness import RobustnessQuestions
from intlindex.api.questions_searches import SearchQuestions
from intlindex.api.questions_tables import TableQuestions
from intlindex.api.questions_uncertainty import UncertaintyQuestions
from intlindex.display.unit_names import outward_members

__all__ = ["Index"]


@outward_members
@guarded_class
@dataclass(frozen=True, eq=False, repr=False)
class Index(
    UncertaintyQuestions,
    RobustnessQuestions,
    SearchQuestions,
    ExplanationQuestions,
    AuditQuestions,
    TableQuestions,
    FileQuestions,
    RecordQuestions,
    DataQuestions,
    PlotQuestions,
    LanguageQuestions,
):
    """A scored index: its data, what was fitted to it, scores and ranks, and the analyses of them.

    Made by `intlindex.load` and `intlindex.score`; every change returns a new index. All tables are indexed by
    the display names of cities and have node ids as columns; each access returns a new copy. Two indices are equal
    if their framework, method, data and weights are.

    Examples
    --------
    >>> import intlindex as ix
    >>> index = ix.load("example")
    >>> index.ranking.loc[0, "city"]
    'London'
    >>> index.reweight(influence=2) == index
    False
    """
