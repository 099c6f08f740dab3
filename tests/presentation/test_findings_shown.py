"""Findings as sentences: those of one code together, with their nodes."""

from __future__ import annotations

from intlindex import Finding
from intlindex.display import text
from intlindex.display.findings import findings_frame, findings_lines


def made(*messages: str, code: str = "imputed"):
    return findings_frame(Finding(code, "info", f"i{at}", message) for at, message in enumerate(messages))


def test_findings_of_one_code_are_one_line_with_all_their_nodes():
    assert findings_lines(made("has gaps", "has gaps")) == ("info imputed [i0, i1]: has gaps",)


def test_many_nodes_are_named_in_part_and_counted():
    (line,) = findings_lines(made(*["has gaps"] * 28))
    assert line == "info imputed [i0, i1, i2, i3, i4, i5, i6, i7 and 20 more]: has gaps"


def test_other_messages_of_a_code_are_counted():
    (line,) = findings_lines(made("by the mean", "by the median", "by the mean"))
    assert line == "info imputed [i0, i1, i2]: by the mean; and 1 more of this code, listed by .findings"


def test_codes_stay_apart_and_in_order():
    both = [*made("one", code="skewed").itertuples(index=False), *made("two").itertuples(index=False)]
    lines = findings_lines(findings_frame(Finding(*each) for each in both))
    assert [line.split()[1] for line in lines] == ["skewed", "imputed"]


def test_no_findings_are_no_lines():
    assert findings_lines(made()) == ()
    assert text.findings(made()) == ""


def test_the_full_list_has_every_message_once():
    written = text.findings(made("by the mean", "by the median", "by the mean"))
    assert written.splitlines() == ["info imputed: 3 findings", "  [i0, i2] by the mean", "  [i1] by the median"]
    assert text.findings(made("has gaps")) == "info imputed [i0]: has gaps"
