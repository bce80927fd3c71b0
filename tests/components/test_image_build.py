from typing import Any, cast

import pytest

from components.errors import InputError
from components.image_build import ImageBuild, ImageBuildArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

PROJECT = "aws:codebuild/project:Project"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
CONNECTION = "arn:aws:codeconnections:eu-west-1:000000000000:connection/1b2c"
REPOSITORY = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/training"
URL = "https://github.com/octo-org/fraud.git"
GIT = {"source_url": URL, "connection_arn": CONNECTION}


def plan_with(**more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "repository": "training",
        "repository_url": "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev/training",
        "repository_arn": REPOSITORY,
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a"],
        "artifacts_bucket": "artifacts-1",
        "topic_arn": TOPIC,
    }
    args = cast(ImageBuildArgs, {**wired, **more})
    return declared(ImageBuild, "fraud-dev-build-training", args)


def problems_of(**more: Any) -> list[str]:
    with pytest.raises(InputError) as error:
        plan_with(**more)
    return [str(p) for p in error.value.problems]


def by_sid(plan: Plan) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in statements(only(plan, POLICY).inputs["policy"])}


def variables(plan: Plan) -> dict[str, str]:
    listed = only(plan, PROJECT).inputs["environment"]["environmentVariables"]
    return {v["name"]: v["value"] for v in listed}


def test_builds_from_a_repository_through_a_connection_without_a_token():
    source = only(plan_with(**GIT), PROJECT).inputs["source"]
    assert (source["type"], source["location"]) == ("GITHUB", URL)
    assert source["auth"] == {"type": "CODECONNECTIONS", "resource": CONNECTION}
    assert by_sid(plan_with(**GIT))["UseTheConnection"]["Resource"] == CONNECTION


def test_builds_from_an_archive_in_the_artifacts_zone():
    plan = plan_with(source_archive="source/training.zip")
    source = only(plan, PROJECT).inputs["source"]
    assert (source["type"], source["location"]) == ("S3", "artifacts-1/source/training.zip")
    fetched = by_sid(plan)["FetchTheArchive"]["Resource"]
    assert fetched == "arn:aws:s3:::artifacts-1/source/training.zip"
    assert "UseTheConnection" not in by_sid(plan)


def test_runs_in_the_vpc_encrypted_and_logged():
    plan = plan_with(**GIT)
    project = only(plan, PROJECT).inputs
    assert project["vpcConfig"]["subnets"] == ["subnet-a"]
    assert project["encryptionKey"] == KEY
    assert project["artifacts"] == {"type": "NO_ARTIFACTS"}
    assert only(plan, LOGS).inputs["retentionInDays"] == 90
    joins = by_sid(plan)["JoinItsOwnSubnetsOnly"]["Condition"]
    assert joins["ArnEquals"] == {
        "ec2:Subnet": ["arn:aws:ec2:eu-west-1:000000000000:subnet/subnet-a"]
    }


def test_makes_and_drops_interfaces_in_its_own_subnets_only():
    rights = by_sid(plan_with(**GIT))
    ec2 = "arn:aws:ec2:eu-west-1:000000000000"
    assert rights["MakeInterfacesInItsOwnSubnets"]["Resource"] == [
        f"{ec2}:network-interface/*",
        f"{ec2}:security-group/<<fraud-dev-build-training-network-group#id>>",
        f"{ec2}:subnet/subnet-a",
    ]
    dropped = rights["DropInterfacesOfItsOwnSubnets"]
    assert dropped["Condition"] == {"ArnEquals": {"ec2:Subnet": [f"{ec2}:subnet/subnet-a"]}}
    assert all(a.startswith("ec2:Describe") for a in rights["SeeTheNetwork"]["Action"])


def test_pushes_to_one_repository_and_pulls_from_those_of_the_stack():
    rights = by_sid(plan_with(**GIT))
    assert rights["PushOrWithdrawTheImage"]["Resource"] == REPOSITORY
    assert "ecr:PutImage" not in rights["PullImagesOfTheStack"]["Action"]


def test_high_findings_fail_a_build_unless_the_team_says_otherwise():
    assert variables(plan_with(**GIT))["REFUSED_SEVERITIES"] == "CRITICAL HIGH"
    stricter = plan_with(**GIT, refused_severity="MEDIUM")
    assert variables(stricter)["REFUSED_SEVERITIES"] == "CRITICAL HIGH MEDIUM"


def test_the_role_is_capped_and_acts_for_its_account_only():
    cap = "arn:aws:iam::000000000000:policy/boundary"
    role = only(plan_with(**GIT, permissions_boundary_arn=cap), ROLE).inputs
    assert role["permissionsBoundary"] == cap
    (trust,) = statements(role["assumeRolePolicy"])
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "000000000000"}}


def test_people_hear_of_failed_builds():
    assert only(plan_with(**GIT), TARGET).inputs["arn"] == TOPIC


def test_there_is_one_source():
    assert problems_of()[0] == ("source_url: must be given, or else source_archive, got neither")
    both = problems_of(**GIT, source_archive="a.zip")
    assert both == ["source_url: must be given, or else source_archive, got both"]


def test_lists_every_problem_at_once():
    assert problems_of(
        source_url="http://git.example.com/a",
        connection_arn="mine",
        directory="../x",
        refused_severity="NONE",
        size="huge",
        timeout_minutes=4,
        log_retention_days=91,
    )[:6] == [
        "source_url: must be an https:// address on github.com, gitlab.com, bitbucket.org, got "
        "'http://git.example.com/a'",
        "connection_arn: must be the ARN of a connection, got 'mine'",
        "directory: must be a path within the source, got '../x'",
        "refused_severity: must be CRITICAL or HIGH or MEDIUM or LOW, got 'NONE'",
        "size: must be small or medium or large, got 'huge'",
        "timeout_minutes: must be 5 to 480 minutes, got 4",
    ]
