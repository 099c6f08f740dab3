"""A program of a user, which type checkers pass in their strictest mode."""

import intlindex as ix
from intlindex.records import ExplanationRecord, RankingRecord


def ranked(index: ix.Index, *, first: int = 3) -> list[str]:
    record: RankingRecord = index.record()
    return [city.city for city in record.ranking[:first] if city.score is not None and city.score > 0]


def why(index: ix.Index, city: str) -> dict[str, float]:
    record: ExplanationRecord = index.explain(city).record()
    return {node.node: node.contribution for node in record.nodes if node.contribution is not None}


def standardised(index: ix.Index) -> ix.Index:
    method = index.method.replace(
        indicators={"normalise": {"kind": "z_score", "mean": 50, "standard_deviation": 10}},
        groups={"level": {"dimension": {"aggregate": {"kind": "geometric"}}}, "blanks": "siblings"},
        rank={"ties": "average"},
    )
    return index.replace(
        method=method.replace(indicators=method.indicators.replace(normalise={"kind": "z_score", "mean": 100}))
    )


index = ix.load("example")
more: ix.Index = index.reweight({"influence": 2}, connectivity=0.5)
names: list[str] = ranked(more)
parts: dict[str, float] = why(more, names[0])
scores: dict[str, dict[str, float | None]] = index.record("scores").scores
scale = [step.parameters.get("scale") for each in index.record("fits").indicators for step in each.steps]
best: float | int | None = index.rank_bounds(within=0.25).record().bounds[0].best
try:
    index.city("Pekin")
except ix.UnknownNameError as error:
    codes: list[str] = [problem.code for problem in error.problems]
