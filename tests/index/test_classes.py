"""Classes of scores: as stated, by quantiles and natural breaks; kept under other weights, in draws and parts."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from intlindex import Method
from intlindex.records import RankingRecord
from makers import framework, group, indicator, refused, table

CLASSES = {
    "cuts": [2, 3.5, 5],
    "labels": ["low", "medium", "high", "very high"],
    "names": {"zh": ["低", "中", "高", "很高"]},
}


def one(values, classes=CLASSES, **method):
    data = table({"a": values})
    made = framework(indicator("a", goalposts=(0, 10)))
    plain = {"normalise": {"kind": "goalposts", "high": 10, "clip": False}}
    return ix.score(data, made, Method(indicators=plain, classes=classes, **method))


def two(data, classes, **method):
    made = framework(group("x"), group("y"), *(indicator(name, name[0], goalposts=(0, 10)) for name in ("xa", "ya")))
    plain = {"normalise": {"kind": "goalposts", "high": 10}}
    return ix.score(data, made, Method(indicators=plain, classes=classes, **method))


SIX = table({"xa": [1.0, 2.0, 3.0, 8.0, 9.0, np.nan], "ya": [1.0, 1.5, 2.0, 8.0, 10.0, np.nan]})


def test_a_score_at_a_cut_is_in_the_upper_class():
    index = one([1.99, 2.0, 3.5, 4.9, 5.0, 9.0, np.nan])
    wanted = ["low", "medium", "high", "high", "very high", "very high"]
    assert index.classes["index"].to_list()[:6] == wanted
    assert index.classes["index"].isna().to_list() == [False] * 6 + [True]
    assert index.ranking.columns.to_list() == ["rank", "city", "score", "class", "a"]
    assert index.ranking["class"].to_list()[:6] == wanted[::-1]


def test_a_score_that_only_rounding_keeps_from_a_cut_is_in_the_upper_class():
    made = framework(*(indicator(name, goalposts=(0, 10)) for name in "abc"))
    data = table({"a": [6.3, 9.0], "b": [0.1, 9.0], "c": [0.2, 9.0]})  # the mean in floats is below 2.2
    rules = {"normalise": {"kind": "goalposts", "high": 10}}
    index = ix.score(data, made, Method(indicators=rules, classes={"cuts": [2.2], "labels": ["low", "high"]}))
    assert index.classes["index"].to_list() == ["high", "high"]


def test_no_classes_no_column():
    index = one([1.0, 2.0], classes={})
    assert index.classes.shape == (2, 0)
    assert "class" not in index.ranking
    assert "class" not in index.record().to_dict()["ranking"][0]


def test_labels_by_language_in_either_form():
    tables = [{"en": en, "zh": zh} for en, zh in zip(CLASSES["labels"], CLASSES["names"]["zh"], strict=True)]
    one_form, other = Method(classes=CLASSES), Method(classes={"cuts": [2, 3.5, 5], "labels": tables})
    assert one_form == other
    assert one_form.classes.labels_in("zh") == ("低", "中", "高", "很高")
    assert one_form.classes.labels_in("fr") == ("low", "medium", "high", "very high")


def test_a_method_with_classes_is_read_back_from_its_file(tmp_path):
    method = Method(classes={**CLASSES, "only": {"a": {"kind": "jenks", "count": 3}}})
    path = tmp_path / "method.toml"
    path.write_text(method.to_toml(), "utf-8")
    assert Method.from_toml(path) == method
    path.write_text(
        'format = "intlindex/method/1"\n[classes]\ncuts = [1]\nlabels = ["a", "b"]\nnames = { zh = ["甲", "乙"] }\n'
        '[classes.only.a]\nkind = "quantile"\ncount = 2\n',
        "utf-8",
    )
    assert Method.from_toml(path).classes.of("a", root="index").labels_in("en") == ("1", "2")


def test_an_index_with_classes_is_read_back_from_its_file(tmp_path):
    index = two(SIX, {"kind": "quantile", "labels": ["a", "b"]}).reweight(x=3)
    index.to_json(tmp_path / "index.json")
    read = ix.Index.from_json(tmp_path / "index.json")
    assert read == index
    pd.testing.assert_frame_equal(read.classes, index.classes)


def test_fitted_cuts_are_kept_under_other_weights():
    index = two(SIX, {"kind": "jenks", "count": 2, "labels": ["behind", "ahead"]})
    # Scores are 1, 1.75, 2.5, 8, 9.5; the cut is midway between 2.5 and 8.
    assert index.classes["index"].to_list()[:5] == ["behind"] * 3 + ["ahead"] * 2
    moved = index.reweight(x=0, y=1)
    np.testing.assert_array_equal(moved.fits.cuts["index"], index.fits.cuts["index"])
    np.testing.assert_allclose(index.fits.cuts["index"], [5.25])
    placed = index.place("New", {"xa": 5.0, "ya": 5.5})
    assert placed.table["class"].to_list() == ["ahead"]
    assert "class" in placed.shown.table
    assert str(placed)


def test_quantiles_make_classes_of_equally_many_cities():
    index = two(SIX, {"kind": "quantile", "count": 5})
    assert index.classes["index"].to_list()[:5] == ["1", "2", "3", "4", "5"]


def test_other_nodes_have_classes_of_their_own():
    index = two(SIX, {"only": {"x": {"cuts": [5], "labels": ["low", "high"]}, "xa": {"kind": "jenks", "count": 2}}})
    assert index.classes.columns.to_list() == ["x", "xa"]
    assert index.classes["x"].to_list()[:5] == ["low"] * 3 + ["high"] * 2
    assert "class" not in index.ranking
    part = index.subindex("x")
    assert part.ranking["class"].to_list()[:5] == ["high"] * 2 + ["low"] * 3


def test_the_classes_of_the_whole_are_not_those_of_a_part():
    index = two(SIX, {"cuts": [5], "labels": ["low", "high"]})
    assert index.subindex("x").classes.shape[1] == 0
    assert index.subindex("index").classes.columns.to_list() == ["index"]


def test_classes_read_what_is_ranked():
    assert one([1.96, 3.44, 5.0], rank={"round": 1}).classes["index"].to_list() == ["medium", "medium", "very high"]
    assert one([1.94, 3.46, 5.0], rank={"round": 1}).classes["index"].to_list() == ["low", "high", "very high"]


def test_low_scores_are_in_the_low_class_whichever_end_is_rank_1():
    high, low = one([1.0, 3.0, 7.0]), one([1.0, 3.0, 7.0], rank={"order": "ascending"})
    pd.testing.assert_frame_equal(high.classes, low.classes)
    assert low.ranking["class"].to_list() == ["low", "medium", "very high"]
    made = framework(group("x", direction="lower"), indicator("xa", "x"))
    rules = {"only": {"x": {"cuts": [50], "labels": ["low", "high"]}}}
    index = ix.score(table({"xa": [1.0, 2.0, 3.0]}), made, Method(classes=rules))
    assert index.classes["x"].to_list() == ["low", "high", "high"]
    assert index.ranks["x"].to_list() == [1, 2, 3]


def test_probabilities_of_classes_sum_to_one_and_are_reproducible():
    for order in ("ascending", "descending"):
        index = two(SIX, {"cuts": [2, 9], "labels": ["low", "medium", "high"]}, rank={"order": order})
        draws = {"weights": ix.Simplex(), "draws": 3000, "rng": 5}
        found = index.uncertainty(**draws).classes
        assert found.columns.to_list() == ["low", "medium", "high"]
        np.testing.assert_array_equal(found.iloc[:5].sum(axis=1), 1)
        pd.testing.assert_frame_equal(found, index.uncertainty(**draws, block=1).classes, check_exact=True)
        first, *_, last, nobody = found.index
        assert found.loc[first, "low"] == 1
        # The last has 9 and 10, so never less than 9: at the cut it is in the upper class.
        assert found.loc[last, "high"] == 1
        assert found.loc[nobody].sum() == 0
        # The third has 3 and 2: only at no weight of x is it at 2, which is medium too.
        assert found.iloc[2]["medium"] == 1


def test_the_probability_of_a_class_is_that_of_its_weights():
    index = two(SIX, {"cuts": [1.75], "labels": ["low", "high"]})
    found = index.uncertainty(weights=ix.Simplex(), draws=20_000, rng=2).classes
    assert found.iloc[1]["high"] == pytest.approx(0.5, abs=0.02)  # 2 w + 1.5 (1 - w) >= 1.75 from w = 1/2


def test_cuts_follow_the_alternative_and_not_the_draw():
    index = two(SIX, {"kind": "quantile", "count": 5})
    choices = {"method": [Method(), Method(indicators={"normalise": {"kind": "z_score"}})]}
    found = index.uncertainty(choices=choices, draws=64, rng=1).classes
    np.testing.assert_array_equal(found.iloc[:5].to_numpy(), np.eye(5))
    noisy = index.uncertainty(noise=ix.Noise(relative=0.2), draws=500, rng=1).classes
    np.testing.assert_allclose(noisy.iloc[:5].sum(axis=1), 1)


def test_no_classes_no_probabilities():
    with pytest.raises(ix.RequestError, match="no classes"):
        _ = two(SIX, {}).uncertainty(draws=8, rng=1).classes


def test_a_preset_keeps_classes():
    index = ix.load("example")
    index = index.replace(method=index.method.replace(classes={"kind": "jenks", "count": 3}))
    assert index.replace(method="geometric").classes.columns.to_list() == ["index"]


def test_records_have_the_class():
    record = one([1.0, 6.0, np.nan]).record().to_dict()
    assert [each["class"] for each in record["ranking"]] == ["very high", "low", None]
    assert RankingRecord.model_validate_json(json.dumps(record)).ranking[0].class_ == "very high"
    assert list(record["ranking"][0]["dimensions"]) == ["a"]


@pytest.mark.parametrize(
    ("classes", "parts"),
    [
        ({"cuts": [3, 2], "labels": ["a", "b", "c"]}, ("classes.cuts", "ascending", "3.0, 2.0")),
        ({"cuts": [2, 2], "labels": ["a", "b", "c"]}, ("classes.cuts", "ascending")),
        ({"cuts": [], "labels": ["a"]}, ("classes.cuts", "ascending")),
        ({"cuts": [2, 3], "labels": ["a", "b"]}, ("classes.labels", "must be 3 labels", "found 2")),
        ({"cuts": [2], "labels": ["a", "a"]}, ("classes.labels", "different")),
        ({"cuts": [2], "labels": ["a", "b"], "names": {"zh": ["a"]}}, ("classes.names.zh", "must be 2 labels")),
        ({"labels": ["a", "b"]}, ("classes.cuts", "required")),
        ({"kind": "jenks"}, ("classes.count", "required")),
        ({"kind": "jenks", "labels": ["a"]}, ("classes.labels", "from 2 to 100")),
        ({"kind": "quantile", "count": 2, "cuts": [1]}, ("classes.cuts", "'quantile' finds")),
        ({"cuts": [1], "labels": ["a", "b"], "count": 2}, ("classes.count", "goes with the other kinds")),
        ({"kind": "equal"}, ("classes.kind", "'jenks'", "'equal'")),
        ({"cuts": [1], "labels": [{"en": "a", "zh": "b"}, "c"]}, ("classes.labels", "in all languages")),
        ({"cuts": [1], "labels": [{"zh": "a"}, {"zh": "b"}]}, ("classes.labels", "English")),
        ({"only": {"x": {"cuts": [2, 1]}}}, ("classes.only.x.cuts", "ascending")),
    ],
)
def test_what_makes_no_classes_is_an_error_with_its_place(classes, parts):
    with refused(ix.DefinitionError, parts):
        Method(classes=classes)


def test_classes_of_unknown_nodes_and_a_child_called_class_are_errors():
    with refused(ix.DefinitionError, ("classes.only.xx", "'x'")):
        two(SIX, {"only": {"xx": {"cuts": [1]}}})
    data = table({"class": [1.0, 2.0]})
    with refused(ix.DefinitionError, ("nodes[class].id", "is the name of a column")):
        ix.score(data, framework("class"), Method(classes={"cuts": [1]}))
    assert ix.score(data, framework("class"), Method()).ranking["class"].to_list() == [100, 0]


def test_too_few_different_scores_for_classes_are_an_error():
    with refused(ix.DataError, ("classes[index]", "at least 3", "found 2")):
        one([1.0, 1.0, 2.0], classes={"kind": "jenks", "count": 3})


def test_findings_name_what_blanks_count_as():
    made = framework(
        group("x"), group("y"), *(indicator(name, name[0], goalposts=(0, 10)) for name in ("xa", "xb", "ya"))
    )
    data = table({"xa": [1.0, 2.0, None], "xb": [None, 3.0, None], "ya": [1.0, 2.0, 3.0]})
    groups = {"blanks": {"kind": "constant", "value": 5}, "only": {"x": {"impute": {"kind": "median"}}}}
    index = ix.score(data, made, Method(indicators={"normalise": {"kind": "goalposts"}}, groups=groups))
    found = index.findings.query("code == 'filled-blank'").set_index("node")["message"]
    assert found["x"] == "counts in its parent as imputed by 'median', or else as its blanks do, for 1 of 3: 'C'"
    assert found["xb"].startswith("counts as 5 for")


def test_labels_of_classes_are_in_the_language_of_the_index_and_in_english_in_records():
    index = two(SIX, CLASSES)
    chinese = index.in_language("zh")
    for english, spoken in (
        (index.classes["index"], chinese.classes["index"]),
        (index.ranking["class"], chinese.ranking["class"]),
    ):
        pairs = {(before, after) for before, after in zip(english, spoken, strict=True) if isinstance(before, str)}
        assert pairs <= set(zip(CLASSES["labels"], CLASSES["names"]["zh"], strict=True))
        assert len(pairs) > 1
    shares = [each.uncertainty(20, rng=1).classes for each in (index, chinese)]
    assert [list(each.columns) for each in shares] == [CLASSES["labels"], CLASSES["names"]["zh"]]
    assert (shares[0].to_numpy() == shares[1].to_numpy()).all()
    assert chinese.record().to_json() == index.record().to_json()
    drawn = [each.uncertainty(20, rng=1).record().classes for each in (index, chinese)]
    assert drawn[0] == drawn[1]
    assert all(list(each) == CLASSES["labels"] for each in drawn[1].values())
