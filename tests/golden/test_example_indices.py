"""The example indices, read from their files, equal what pandas alone computes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import intlindex as ix
from golden.example_indices import BY_HAND, FOLDER, expected

by_example = pytest.mark.parametrize("name", BY_HAND)


def scored(name):
    folder = FOLDER / name
    return ix.score(folder / "values.csv", folder / "framework.toml", folder / "method.toml")


def published(name):
    return pd.read_csv(FOLDER / name / "expected.csv", index_col=0).convert_dtypes()


def test_every_example_is_computed_by_hand_and_explained():
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == set(BY_HAND)
    for name in BY_HAND:
        files = {path.name for path in (FOLDER / name).iterdir()}
        assert files == {"README.md", "expected.csv", "framework.toml", "method.toml", "values.csv"}
        assert "made up" in (FOLDER / name / "README.md").read_text("utf-8")


@by_example
def test_the_expected_results_are_those_of_the_plain_computation(name):
    wanted = expected(name).convert_dtypes()
    pd.testing.assert_frame_equal(published(name), wanted, check_exact=False, atol=1e-9)


@by_example
def test_the_index_of_the_files_has_the_expected_scores_ranks_and_classes(name):
    index, wanted = scored(name), published(name)
    groups = [group.id for group in index.framework.groups]
    scores = wanted[groups].to_numpy(dtype=np.float64, na_value=np.nan)
    np.testing.assert_allclose(index.scores[groups], scores, atol=1e-6)
    root = index.framework.root.id
    assert index.scores.index.to_list() == wanted.index.to_list()
    assert index.ranks[root].fillna(-1).to_list() == wanted["rank"].fillna(-1).to_list()
    assert index.classes[root].fillna("").to_list() == wanted["class"].fillna("").to_list()


@by_example
def test_an_example_has_nothing_to_warn_of_and_can_be_asked(name):
    index = scored(name)
    assert set(index.findings["severity"]) <= {"info"}
    first = index.ranking["city"][0]
    assert first in str(index.explain(first))
    draws = index.uncertainty(draws=200, rng=1)
    ranked = index.scores[index.framework.root.id].notna()
    np.testing.assert_allclose(draws.classes[ranked].sum(axis=1), 1)
    kept = index.reweight({index.framework.children(index.framework.root.id)[0].id: 3})
    for node, cuts in index.fits.cuts.items():
        np.testing.assert_array_equal(kept.fits.cuts[node], cuts)
    assert ix.Index.from_json_text(index.to_json()) == index
