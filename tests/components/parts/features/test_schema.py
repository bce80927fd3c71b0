from typing import Any

import pytest

from components.parts.features.schema import Feature, parse

CLICKS: dict[str, Any] = {
    "record_id": "id",
    "event_time": "at",
    "features": {"id": "String", "at": "Fractional", "old": {"type": "Integral", "retired": True}},
}


def problems(**changed: Any) -> list[str]:
    about = {k: v for k, v in {**CLICKS, **changed}.items() if v is not None}
    return [str(p) for p in parse({"clicks": about})[1]]


def with_features(**features: Any) -> list[str]:
    return problems(features={**CLICKS["features"], **features})


def test_features_keep_the_order_of_the_file_and_what_is_said_of_them():
    groups, found = parse({"clicks": CLICKS})
    assert found == []
    assert list(groups["clicks"].features) == ["id", "at", "old"]
    assert groups["clicks"].features["old"] == Feature("Integral", retired=True)


def test_a_retired_feature_stays_in_the_group():
    definitions = parse({"clicks": CLICKS})[0]["clicks"].inputs()["featureDefinitions"]
    assert {"featureName": "old", "featureType": "Integral"} in definitions


@pytest.mark.parametrize("content", [None, {}, [], "clicks"])
def test_a_file_holds_groups(content: Any):
    groups, found = parse(content)
    assert groups == {}
    assert [p.reason.partition(",")[0] for p in found] == ["must hold feature groups by name"]


@pytest.mark.parametrize("name", ["Clicks", "a_b", "a--b", "-a", "g" * 33, "", 7])
def test_names_of_groups_fit_where_they_go(name: Any):
    (problem,) = parse({name: CLICKS})[1]
    assert problem.reason == (
        f"must be lowercase letters, digits and single hyphens, at most 32, got {name!r}"
    )


def test_a_group_needs_its_fields_and_takes_no_others():
    assert problems(record_id=None, owner="jo") == [
        "clicks.owner: must be one of record_id, event_time, features, description, got 'owner'",
        "clicks.record_id: must be given, got nothing",
    ]
    assert [str(p) for p in parse({"clicks": None})[1]] == [
        "clicks: must hold record_id, event_time and features, got None"
    ]
    assert problems(features={}) == [
        "clicks.features: must hold types by name of a feature, got {}"
    ]


@pytest.mark.parametrize("name", ["is_deleted", "write_time", "api_invocation_time", "Write_Time"])
def test_sagemakers_own_columns_are_refused(name: str):
    assert with_features(**{name: "String"}) == [
        f"clicks.features.{name}: must be none of SageMaker's own api_invocation_time, is_deleted,"
        f" write_time, got {name!r}"
    ]


@pytest.mark.parametrize("name", ["a b", "_a", "a_", "ä", "f" * 65])
def test_names_of_features_are_those_that_sagemaker_takes(name: str):
    assert with_features(**{name: "String"}) == [
        f"clicks.features.{name}: must be letters and digits with hyphens and underscores between"
        f" them, at most 64, got {name!r}"
    ]


def test_names_of_features_differ_in_more_than_case():
    assert with_features(ID="String") == [
        "clicks.features.ID: must differ from others in more than case, got 'ID' and 'id'"
    ]


def test_types_are_sagemakers():
    assert with_features(a="string", b={"type": "Float"}, c={"retired": "yes"}, d=None) == [
        "clicks.features.a: must be one of String, Integral, Fractional, got 'string'",
        "clicks.features.b.type: must be one of String, Integral, Fractional, got 'Float'",
        "clicks.features.c.type: must be given, got nothing",
        "clicks.features.c.retired: must be true or false, got 'yes'",
        "clicks.features.d: must be one of String, Integral, Fractional, got None",
    ]


def test_record_id_and_event_time_are_features_in_use():
    assert problems(record_id="nobody", event_time="old") == [
        "clicks.record_id: must be one of the features, got 'nobody'",
        "clicks.event_time: must be a feature in use, got 'old', which is retired",
        "clicks.event_time: must be a String or Fractional feature, got 'old', an Integral",
    ]
    assert problems(record_id=["id"])[0].startswith("clicks.record_id: must be one of the features")
    assert problems(event_time="id") == [
        "clicks.event_time: must be another feature than record_id, got both 'id'"
    ]


def test_there_are_at_most_as_many_features_as_sagemaker_takes():
    fitting = {f"f{number}": "String" for number in range(2500 - 3)}
    assert with_features(**fitting) == []
    assert with_features(**fitting, one="String") == [
        "clicks.features: must be at most 2500, got 2501"
    ]


def test_descriptions_fit():
    assert problems(description="d" * 129) == [
        "clicks.description: must be at most 128 characters, got 129"
    ]
    assert with_features(a={"type": "String", "description": 7}) == [
        "clicks.features.a.description: must be at most 128 characters, got 7"
    ]
