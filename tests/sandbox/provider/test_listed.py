"""Calls that are about whatever the account lists of a resource: versions, policies, objects."""

import json
from collections.abc import Callable
from typing import Any

from tests.sandbox.provider.cases import trust
from tests.sandbox.provider.engine import Engine

Client = Callable[[str], Any]
READS = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def test_objects_without_versions_go_with_a_bucket_that_may_be_emptied(
    engine: Engine, client: Client
) -> None:
    bucket = engine.create("aws:s3/bucket:Bucket", "plain", {"forceDestroy": True})
    client("s3").put_object(Bucket=bucket.id, Key="a", Body=b"1")
    engine.delete(bucket)
    assert engine.read(bucket) is None


def test_an_object_takes_its_own_versions_along_only(engine: Engine, client: Client) -> None:
    s3 = client("s3")
    bucket = engine.create("aws:s3/bucket:Bucket", "shared", {"forceDestroy": True})
    enabled = {"Status": "Enabled"}
    s3.put_bucket_versioning(Bucket=bucket.id, VersioningConfiguration=enabled)
    s3.put_object(Bucket=bucket.id, Key="data/all", Body=b"1")
    token, inputs = "aws:s3/bucketObjectv2:BucketObjectv2", {"bucket": bucket.id, "key": "data/a"}
    made = engine.create(token, "object", {**inputs, "content": "1"})
    engine.delete(engine.update(made, {**inputs, "content": "2"}))
    left = s3.list_object_versions(Bucket=bucket.id)["Versions"]
    assert [version["Key"] for version in left] == ["data/all"]
    engine.delete(bucket)


def test_a_role_is_freed_of_what_the_program_does_not_know(engine: Engine, client: Client) -> None:
    iam = client("iam")
    inputs = {"assumeRolePolicy": trust("ec2.amazonaws.com"), "forceDetachPolicies": True}
    role = engine.create("aws:iam/role:Role", "used", inputs)
    document = json.dumps({"Version": "2012-10-17", "Statement": [READS]})
    iam.put_role_policy(RoleName=role.id, PolicyName="reads", PolicyDocument=document)
    iam.attach_role_policy(RoleName=role.id, PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    iam.create_instance_profile(InstanceProfileName="theirs")
    iam.add_role_to_instance_profile(InstanceProfileName="theirs", RoleName=role.id)
    engine.delete(role)
    assert engine.read(role) is None


def test_a_template_has_the_default_version_that_is_asked_for(
    engine: Engine, client: Client
) -> None:
    def default() -> int:
        found = client("ec2").describe_launch_templates(LaunchTemplateIds=[made.id])
        return found["LaunchTemplates"][0]["DefaultVersionNumber"]

    token = "aws:ec2/launchTemplate:LaunchTemplate"
    made = engine.create(token, "template", {"instanceType": "m5.large"})
    made = engine.update(made, {"instanceType": "m5.xlarge", "updateDefaultVersion": True})
    assert default() == 2
    made = engine.update(made, {"instanceType": "m5.xlarge", "defaultVersion": 1})
    assert default() == 1


def test_what_is_not_to_be_destroyed_stays(engine: Engine, client: Client) -> None:
    group = engine.create("aws:cloudwatch/logGroup:LogGroup", "kept", {"skipDestroy": True})
    engine.delete(group)
    found = client("logs").describe_log_groups(logGroupNamePrefix=group.id)
    assert [one["logGroupName"] for one in found["logGroups"]] == [group.id]
