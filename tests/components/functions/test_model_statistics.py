from collections.abc import Sequence

import pytest

from components.functions import model_statistics as measure


def drift(baseline: Sequence[object], values: Sequence[object]) -> float:
    found = measure.drift(baseline, values)
    assert found is not None
    return found


def test_the_same_data_has_not_drifted_and_another_distribution_has():
    baseline = [str(i % 100) for i in range(1000)]
    assert drift(baseline, baseline) == pytest.approx(0)
    assert drift(baseline, [str(50 + i % 100) for i in range(1000)]) > 1


def test_a_shift_of_a_yes_or_no_feature_is_seen():
    baseline = [i % 10 == 0 for i in range(1000)]
    assert drift([str(int(b)) for b in baseline], ["1"] * 1000) > 0.2


def test_words_that_the_baseline_does_not_know_are_drift():
    assert drift(["red", "blue"] * 50, ["green"] * 100) > 1
    assert drift(["red", "blue"] * 50, ["blue", "red"] * 10) == pytest.approx(0)


def test_nothing_at_all_cannot_be_compared():
    assert measure.drift(["1", "2"], ["", None]) is None


def test_a_word_among_numbers_counts_as_missing():
    assert measure.missing(["1", "2", "3"], ["1", "", None, "n/a"]) == 0.75
    assert measure.missing(["a", "b"], ["1", ""]) == 0.5


def test_columns_that_do_not_match_the_baseline_are_all_missing():
    assert measure.by_name(["a", "b"], ["1", "2"]) == {"a": "1", "b": "2"}
    assert measure.by_name(["a", "b"], ["0", "1", "2"]) == {"a": None, "b": None}


def test_quality_of_a_classification():
    outcomes = [("0.9", "1"), ("0.8", "0"), ("0.3", "1"), ("0.1", "0")]
    assert measure.quality("classification", outcomes, 0.5) == {
        "accuracy": 0.5,
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "auc": 0.75,
    }


def test_scores_that_are_all_alike_order_nothing():
    outcomes = [("0.5", "1"), ("0.5", "0"), ("0.5", "0")]
    assert measure.quality("classification", outcomes, 0.5)["auc"] == 0.5


def test_quality_of_a_regression():
    found = measure.quality("regression", [("3", "1"), ("5", "5"), ("7", "9")], 0.5)
    assert found["mae"] == pytest.approx(4 / 3)
    assert found["rmse"] == pytest.approx((8 / 3) ** 0.5)
    assert found["r2"] == pytest.approx(0.75)


def test_quality_of_nothing_is_nothing():
    assert measure.quality("classification", [("", "1"), ("0.1", "")], 0.5) == {}


def test_the_gap_between_a_group_and_all_others():
    facet = ["old", "old", "young", "young", ""]
    assert measure.parity_gap(facet, ["0.1", "0.9", "0.9", "0.9", "0"], ["old"], 0.5) == 0.5
    assert measure.parity_gap(["old"] * 2, ["1", "0"], ["old"], 0.5) is None


def test_a_feature_that_decides_has_all_the_influence():
    assert measure.influence(["a", "b"] * 50, ["0", "1"] * 50) == pytest.approx(1)
    assert measure.influence(["a"] * 100, ["0", "1"] * 50) == pytest.approx(0)


def test_the_order_of_the_important_features_matters_most():
    before = {"income": 0.9, "age": 0.3, "city": 0.0}
    assert measure.ranking_similarity(before, before) == pytest.approx(1)
    small = measure.ranking_similarity(before, {"income": 0.9, "age": 0.0, "city": 0.1})
    large = measure.ranking_similarity(before, {"income": 0.0, "age": 0.1, "city": 0.9})
    assert large < small < 1
