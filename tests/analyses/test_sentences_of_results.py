"""Titles and lines of results are sentences that know their key and values, and can be written with names."""

from __future__ import annotations

import pytest

import intlindex as ix
from intlindex.analyses.audit.correlations import outside_figures
from intlindex.analyses.audit.evidence import Evidence
from intlindex.analyses.audit.rules import RULES
from intlindex.core.description import node_names
from intlindex.sentences import Sentence, code_of

ASKED = {
    "rank_bounds": lambda index: index.rank_bounds(of="index"),
    "dominance": lambda index: index.dominance(),
    "tipping_point": lambda index: index.tipping_point("Beijing", "Seoul"),
    "stability_radius": lambda index: index.stability_radius(top=3),
    "most_favourable": lambda index: index.most_favourable("Seoul"),
    "weight_map": lambda index: index.weight_map(),
    "ranks of a weight map": lambda index: index.weight_map().ranks("Beijing"),
    "calibrate": lambda index: index.calibrate(["Paris", "London", "Tokyo"], random_orders=2),
    "calibrate by violation": lambda index: index.calibrate(["Paris", "London"], by="violation", random_orders=2),
    "change_from": lambda index: index.change_from(index.drop("London")),
    "ranks_within": lambda index: index.ranks_within("region"),
    "compare_indices": lambda index: ix.compare_indices({"a": index, "b": index.replace(method="geometric")}),
    "audit": lambda index: index.audit(),
    "agreement": lambda index: ix.load("ieci-2022").agreement(),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=list(ASKED))
def test_titles_and_lines_are_sentences_of_the_catalogue(example, ask):
    shown = ask(example).shown
    assert [text for text in (shown.title, *shown.lines) if not isinstance(text, Sentence)] == []
    assert [line.written() for line in shown.lines] == list(shown.lines)


def test_a_set_of_weights_is_written_with_the_names_of_its_nodes(example):
    weight_set = example.rank_bounds(of="index", cities=["London"]).weight_set
    names = node_names(example.framework)
    assert weight_set.startswith("the weights of attractiveness, influence, connectivity in index")
    assert names["influence"] in weight_set.written(names=names)


def test_findings_of_an_audit_have_sentences_with_the_code_of_their_rule(example):
    evidence = Evidence(example, figures=outside_figures(example, None))
    found = [(rule.code, each.message) for rule in RULES for each in rule.check(evidence)]
    assert {code for code, message in found if code_of(message) != code} == set()
    assert len({code for code, _ in found}) > 5
    assert all(code_of(text) == rule.code for rule in RULES for text in (rule.title, rule.advice))


def test_a_refused_question_tells_code_found_and_allowed(example):
    with pytest.raises(ix.RequestError) as refused:
        example.tipping_point("London", "Paris", norm="l2")
    (problem,) = refused.value.problems
    assert (problem.code, problem.found, problem.allowed) == ("wrong-value", "l2", ("largest", "total", "euclidean"))
    with pytest.raises(ix.UnknownNameError) as refused:
        example.dominance(of="influense")
    assert refused.value.problems[0].nearest == ("influence",)
