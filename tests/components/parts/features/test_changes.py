from collections.abc import Iterable
from typing import Any

import pytest

from components.errors import Problem
from components.parts.features.changes import refused_changes, refused_updates
from components.parts.features.schema import parse

CLICKS: dict[str, Any] = {
    "record_id": "id",
    "event_time": "at",
    "features": {"id": "String", "at": "Fractional", "amount": "Fractional"},
}
STORED: dict[str, Any] = {
    "featureGroupName": "fraud-dev-clicks",
    "onlineStoreConfig": {"enableOnlineStore": True, "ttlDuration": {"unit": "Days", "value": 1}},
    "offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://a/features"}},
}


def changes(**changed: Any) -> list[str]:
    """What is refused when the group becomes as `changed` says."""
    before, wrong = parse({"clicks": CLICKS})
    after, also_wrong = parse({"clicks": {**CLICKS, **changed}})
    assert wrong == also_wrong == []
    return said(refused_changes(before, after))


def said(problems: Iterable[Problem]) -> list[str]:
    """First lines of problems; the second says how to mend it."""
    lines = [str(problem).splitlines() for problem in problems]
    assert all(len(both) == 2 for both in lines)
    return [first for first, _ in lines]


def test_features_may_be_added_described_retired_and_moved():
    old = {"type": "Fractional", "retired": True, "description": "not used any more"}
    features = {"new": "Integral", "amount": old, "at": "Fractional", "id": "String"}
    assert changes(features=features, description="What customers clicked") == []


def test_a_feature_cannot_leave_or_change_its_type():
    assert changes(features={"id": "Integral", "at": "Fractional"}) == [
        "clicks.features.id.type: must stay String, got Integral",
        "clicks.features.amount: must stay, retired if need be, got no such feature",
    ]


def test_a_renamed_feature_is_one_that_left():
    features = {"id": "String", "at": "Fractional", "sum": "Fractional"}
    assert changes(features=features) == [
        "clicks.features.amount: must stay, retired if need be, got no such feature"
    ]


def test_record_id_and_event_time_cannot_change():
    assert changes(record_id="amount") == ["clicks.record_id: must stay 'id', got 'amount'"]
    assert changes(event_time="amount") == ["clicks.event_time: must stay 'at', got 'amount'"]


def test_one_deployment_adds_a_hundred_features():
    hundred = {f"f{number}": "String" for number in range(100)}
    assert changes(features={**CLICKS["features"], **hundred}) == []
    assert changes(features={**CLICKS["features"], **hundred, "more": "String"}) == [
        "clicks.features: must be at most 100 more in one deployment, got 101 more"
    ]


def test_a_group_may_come_and_not_go():
    one = parse({"clicks": CLICKS})[0]
    two = parse({"clicks": CLICKS, "cards": CLICKS})[0]
    assert list(refused_changes(one, two)) == []
    assert said(refused_changes(two, one)) == [
        "cards: must stay, because its records would be lost, got no such group"
    ]


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"featureGroupName": "b"}, "name: must stay 'fraud-dev-clicks', got 'b'"),
        (
            {"onlineStoreConfig": {"enableOnlineStore": True, "storageType": "InMemory"}},
            "onlineStoreConfig.storageType: must stay 'Standard', got 'InMemory'",
        ),
        (
            {"onlineStoreConfig": {"enableOnlineStore": True, "securityConfig": {"kmsKeyId": "k"}}},
            "onlineStoreConfig.securityConfig.kmsKeyId: must stay None, got 'k'",
        ),
        (
            {
                "offlineStoreConfig": {
                    "s3StorageConfig": {"s3Uri": "s3://a/features"},
                    "tableFormat": "Iceberg",
                }
            },
            "offlineStoreConfig.tableFormat: must stay 'Glue', got 'Iceberg'",
        ),
        (
            {"offlineStoreConfig": {"s3StorageConfig": {"s3Uri": "s3://b/features"}}},
            "offlineStoreConfig.s3StorageConfig.s3Uri: must stay 's3://a/features', got"
            " 's3://b/features'",
        ),
    ],
)
def test_how_a_group_is_stored_cannot_change(changed: dict[str, Any], refusal: str):
    assert said(refused_updates(STORED, {**STORED, **changed})) == [refusal]


def test_each_refusal_says_how_to_get_what_was_wanted():
    before = parse({"clicks": CLICKS, "cards": CLICKS})[0]
    features = {"id": "Integral", "at": "Fractional", "sum": "Fractional"}
    after = parse({"clicks": {**CLICKS, "event_time": "sum", "features": features}})[0]
    assert [str(p).splitlines()[1] for p in refused_changes(before, after)] == [
        "  put it back, and make a group of another name for what is new",
        "  put it back, and add a feature of another name for what is new",
        "  put it back, with retired: true if nobody is to use it",
        "  put it back; where its records may go, deploy protect_data: false before",
    ]


def test_a_store_cannot_come_or_go():
    online_only = {k: v for k, v in STORED.items() if k != "offlineStoreConfig"}
    offline_only = {k: v for k, v in STORED.items() if k != "onlineStoreConfig"}
    for before, after in ((STORED, online_only), (online_only, STORED)):
        fields = {p.field.split(".")[0] for p in refused_updates(before, after)}
        assert fields == {"offlineStoreConfig"}
    for before, after in ((STORED, offline_only), (offline_only, STORED)):
        fields = {p.field for p in refused_updates(before, after)}
        assert "onlineStoreConfig.enableOnlineStore" in fields


def test_time_to_live_throughput_description_tags_and_role_may_change():
    after = {
        **STORED,
        "onlineStoreConfig": {"enableOnlineStore": True, "storageType": "Standard"},
        "throughputConfig": {"throughputMode": "OnDemand"},
        "description": "new",
        "tags": [],
        "roleArn": "other",
    }
    assert list(refused_updates(STORED, after)) == []
