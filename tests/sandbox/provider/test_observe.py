"""Refresh: what somebody else changed shows, and nothing else does."""

import json
from collections.abc import Callable
from typing import Any

import grpc
import pytest

from tests.sandbox.provider.conftest import DEFAULT_TAGS, case, fill
from tests.sandbox.provider.engine import Engine

Client = Callable[[str], Any]


def test_a_changed_setting_shows_and_is_set_back(engine: Engine, client: Client) -> None:
    inputs = {"name": "/drift", "retentionInDays": 30}
    made = engine.create("aws:cloudwatch/logGroup:LogGroup", "drift", inputs)
    client("logs").put_retention_policy(logGroupName="/drift", retentionInDays=7)
    seen = engine.read(made)
    assert seen is not None
    assert seen.inputs["retentionInDays"] == 7
    assert list(engine.diff(seen, inputs).diffs) == ["retentionInDays"]
    back = engine.update(seen, inputs)
    groups = client("logs").describe_log_groups(logGroupNamePrefix="/drift")["logGroups"]
    assert groups[0]["retentionInDays"] == 30
    assert back.outputs["retentionInDays"] == 30


def test_a_setting_that_was_removed_shows(engine: Engine, client: Client) -> None:
    inputs = {"name": "/removed", "retentionInDays": 30}
    made = engine.create("aws:cloudwatch/logGroup:LogGroup", "removed", inputs)
    client("logs").delete_retention_policy(logGroupName="/removed")
    seen = engine.read(made)
    assert seen is not None
    assert "retentionInDays" not in seen.inputs


def test_tags_of_somebody_else_show_as_tags(engine: Engine, client: Client) -> None:
    made = engine.create("aws:s3/bucket:Bucket", "tagged", {"tags": {"zone": "raw"}})
    tags = [{"Key": k, "Value": v} for k, v in {**DEFAULT_TAGS, "zone": "x", "who": "me"}.items()]
    client("s3").put_bucket_tagging(Bucket=made.id, Tagging={"TagSet": tags})
    seen = engine.read(made)
    assert seen is not None
    assert seen.inputs["tags"] == {"zone": "x", "who": "me"}


def test_another_version_of_a_policy_shows(
    engine: Engine, client: Client, world: dict[str, str]
) -> None:
    inputs = fill(case("iam/policy:Policy"), world)
    made = engine.create("aws:iam/policy:Policy", "versions", inputs)
    theirs = inputs["policy"].replace("s3:GetObject", "s3:*")
    client("iam").create_policy_version(PolicyArn=made.id, PolicyDocument=theirs, SetAsDefault=True)
    seen = engine.read(made)
    assert seen is not None
    assert json.loads(seen.inputs["policy"]) == json.loads(theirs)
    assert list(engine.diff(seen, inputs).diffs) == ["policy"]
    engine.delete(seen)


def test_a_policy_written_in_another_layout_is_no_change(
    engine: Engine, world: dict[str, str]
) -> None:
    inputs = fill(case("iam/rolePolicy:RolePolicy"), world)
    made = engine.create("aws:iam/rolePolicy:RolePolicy", "layout", inputs)
    spread = inputs["policy"].replace(":", " : ").replace("s3 : ", "s3:")
    assert engine.diff(made, {**inputs, "policy": spread}).changes == 1


def test_a_resource_deleted_elsewhere_is_gone(engine: Engine, client: Client) -> None:
    made = engine.create("aws:s3/bucket:Bucket", "gone", {})
    client("s3").delete_bucket(Bucket=made.id)
    assert engine.read(made) is None
    engine.delete(made)


def test_a_resource_made_elsewhere_is_imported_with_its_inputs(
    engine: Engine, client: Client
) -> None:
    kms = client("kms")
    key = kms.create_key(Description="theirs", Tags=[{"TagKey": "a", "TagValue": "b"}])
    adopted = engine.adopt("aws:kms/key:Key", "theirs", key["KeyMetadata"]["KeyId"])
    assert adopted is not None
    assert adopted.inputs["description"] == "theirs"
    assert adopted.inputs["tags"] == {"a": "b"}
    assert adopted.outputs["arn"] == key["KeyMetadata"]["Arn"]
    assert engine.adopt("aws:kms/key:Key", "none", "11111111-1111-1111-1111-111111111111") is None


def test_buckets_with_objects_are_only_destroyed_when_forced(
    engine: Engine, client: Client
) -> None:
    for force in (True, False):
        made = engine.create("aws:s3/bucket:Bucket", f"full-{force}", {"forceDestroy": force})
        client("s3").put_bucket_versioning(
            Bucket=made.id, VersioningConfiguration={"Status": "Enabled"}
        )
        for _ in range(2):
            client("s3").put_object(Bucket=made.id, Key="a", Body=b"1")
        client("s3").delete_object(Bucket=made.id, Key="a")
        if force:
            engine.delete(made)
            assert engine.read(made) is None
        else:
            with pytest.raises(grpc.RpcError, match="BucketNotEmpty"):
                engine.delete(made)


def test_the_default_group_of_a_network_is_emptied_when_it_is_taken_over(
    engine: Engine, client: Client
) -> None:
    vpc = engine.create("aws:ec2/vpc:Vpc", "taken-over", {"cidrBlock": "10.3.0.0/16"})
    token = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
    for inputs in ({"vpcId": vpc.id}, {}):
        made = engine.create(token, f"taken-over-{len(inputs)}", inputs)
        (group,) = client("ec2").describe_security_groups(GroupIds=[made.id])["SecurityGroups"]
        assert (group["IpPermissions"], group["IpPermissionsEgress"]) == ([], [])
