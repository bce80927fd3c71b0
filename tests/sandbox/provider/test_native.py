"""Types of the Cloud Control provider behave as with the real one."""

import re
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from pulumi.runtime.proto import provider_pb2

from sandbox.provider.wire import from_struct, to_struct
from tests.sandbox.provider.cases import CASES
from tests.sandbox.provider.conftest import DEFAULT_TAGS, fill
from tests.sandbox.provider.engine import Engine, Made, urn

GROUP = "aws-native:sagemaker:FeatureGroup"
GROUP_CASE = next(case for case in CASES if case.type == GROUP)
TAGS = [{"key": key, "value": DEFAULT_TAGS[key]} for key in sorted(DEFAULT_TAGS)]


@pytest.fixture
def group(engine: Engine, world: dict[str, str]) -> Made:
    inputs = {**fill(GROUP_CASE.inputs, world), "featureGroupName": None}
    return engine.create(GROUP, "clicks", {k: v for k, v in inputs.items() if v is not None})


def test_a_name_is_made_of_the_logical_one_and_kept(engine: Engine, group: Made) -> None:
    assert re.fullmatch("clicks-[0-9a-f]{7}", group.id)
    assert "__defaults" not in group.inputs
    news = {k: v for k, v in group.inputs.items() if k != "featureGroupName"}
    assert engine.check(GROUP, "clicks", news, group.inputs)["featureGroupName"] == group.id


def test_default_tags_come_after_those_of_the_resource(
    engine: Engine, group: Made, client: Callable[[str], Any]
) -> None:
    assert group.inputs["tags"] == TAGS
    own = [{"key": "zone", "value": "late"}, {"key": "team", "value": "mine"}]
    checked = engine.check(GROUP, "own", {**group.inputs, "tags": own})
    assert checked["tags"] == [*own, {"key": "environment", "value": "dev"}]
    arn = f"arn:aws:sagemaker:eu-west-1:000000000000:feature-group/{group.id}"
    listed = client("sagemaker").list_tags(ResourceArn=arn)["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in listed} == DEFAULT_TAGS


def test_the_engine_is_left_to_find_what_replaces(engine: Engine, group: Made) -> None:
    def diff(news: dict[str, Any]) -> Any:
        return engine.stub.Diff(
            provider_pb2.DiffRequest(
                id=group.id,
                urn=group.urn,
                olds=to_struct(group.outputs),
                old_inputs=to_struct(group.inputs),
                news=to_struct(news),
            )
        )

    assert diff(group.inputs).changes == provider_pb2.DiffResponse.DIFF_NONE
    changed = diff({**group.inputs, "description": "clicks"})
    assert changed.changes == provider_pb2.DiffResponse.DIFF_UNKNOWN
    assert changed.deleteBeforeReplace
    assert list(changed.replaces) == []


def test_a_feature_is_added_to_the_group_that_exists(
    engine: Engine, group: Made, client: Callable[[str], Any]
) -> None:
    features = [*group.inputs["featureDefinitions"], {"featureName": "n", "featureType": "String"}]
    engine.update(group, {**group.inputs, "featureDefinitions": features})
    found = client("sagemaker").describe_feature_group(FeatureGroupName=group.id)
    assert [f["FeatureName"] for f in found["FeatureDefinitions"]] == ["click_id", "at", "n"]


def test_a_feature_cannot_be_taken_away(engine: Engine, group: Made) -> None:
    with pytest.raises(grpc.RpcError, match="must hold all that it held before, got none like"):
        engine.update(
            group,
            {
                **group.inputs,
                "featureDefinitions": [
                    {"featureName": "at", "featureType": "Fractional"},
                    {"featureName": "click_id", "featureType": "Integral"},
                ],
            },
        )


def test_what_the_sdk_does_not_replace_and_aws_cannot_change_is_refused(
    engine: Engine, group: Made
) -> None:
    online = {**group.inputs["onlineStoreConfig"], "storageType": "InMemory"}
    with pytest.raises(grpc.RpcError) as refused:
        engine.update(group, {**group.inputs, "onlineStoreConfig": online})
    assert refused.value.details() == (
        "UpdateResource: NotUpdatableException: Invalid patch update: createOnlyProperties"
        " [/properties/OnlineStoreConfig/StorageType] cannot be updated"
    )


def test_a_preview_shows_what_aws_may_fill_in_as_unknown(
    engine: Engine, world: dict[str, str]
) -> None:
    outputs = engine.preview(GROUP, "p", fill(GROUP_CASE.inputs, world))
    assert not isinstance(outputs["creationTime"], str)
    assert not isinstance(outputs["description"], str)
    assert outputs["featureGroupName"] == "fraud-dev-clicks"


def test_a_resource_of_another_account_is_left_alone(engine: Engine, group: Made) -> None:
    real = {k: v for k, v in group.outputs.items() if not k.startswith("__")}
    foreign = Made(GROUP, "clicks", group.id, group.inputs, real)

    def update(made: Made) -> object:
        return engine.update(made, made.inputs)

    for act in (engine.read, engine.delete, update):
        with pytest.raises(grpc.RpcError, match="must have been made in the sandbox"):
            act(foreign)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("ignoreTags", "not yet implemented"),
        ("defaultTag", "unknown setting of the AWS provider; did you mean defaultTags"),
        ("assumeRoles", "unknown setting of the AWS provider; did you mean assumeRole"),
    ],
)
def test_settings_are_those_of_its_own_provider(engine: Engine, setting: str, reason: str) -> None:
    news = to_struct({setting: {}, "region": "eu-west-1", "defaultTags": {"tags": {}}})
    where = urn("pulumi:providers:aws-native", "default_1_84_0")
    answer = engine.stub.CheckConfig(provider_pb2.CheckRequest(urn=where, news=news))
    assert [(f.property, f.reason) for f in answer.failures] == [(setting, reason)]
    assert from_struct(answer.inputs)["region"] == "eu-west-1"
