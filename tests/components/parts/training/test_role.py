import functools
from typing import Any

from tests.components.support import only, statements
from tests.components.training_support import KEY, training


@functools.cache
def role_statements() -> dict[str, dict[str, Any]]:
    policy = only(training(), "aws:iam/rolePolicy:RolePolicy").inputs["policy"]
    return {s["Sid"]: s for s in statements(policy)}


def test_jobs_read_the_zones_and_write_features_and_results():
    found = role_statements()
    assert len(found["ReadZones"]["Resource"]) == 4
    assert found["WriteFeaturesAndResults"]["Resource"] == [
        "arn:aws:s3:::fraud-dev-features/*",
        "arn:aws:s3:::fraud-dev-artifacts/training/*",
        "arn:aws:s3:::fraud-dev-artifacts/checkpoints/*",
        "arn:aws:s3:::fraud-dev-artifacts/scratch/*",
        "arn:aws:s3:::fraud-dev-artifacts/mlflow/*",
    ]


def test_jobs_use_one_key_and_lend_it_to_aws_services_alone():
    found = role_statements()
    assert found["UseTheStacksKey"]["Resource"] == KEY
    assert found["LendTheKeyToAwsServices"]["Condition"] == {
        "Bool": {"kms:GrantIsForAWSResource": "true"}
    }


def test_interfaces_are_made_in_the_teams_subnets_and_group_only():
    start = "arn:aws:ec2:eu-west-1:000000000000"
    assert role_statements()["InterfacesInTheTeamsSubnets"]["Resource"] == [
        f"{start}:network-interface/*",
        f"{start}:security-group/<<fraud-dev-training-network-group#id>>",
        f"{start}:subnet/subnet-a",
        f"{start}:subnet/subnet-b",
    ]
    assert role_statements()["HandInterfacesToSageMaker"]["Condition"] == {
        "ArnEquals": {"ec2:Vpc": f"{start}:vpc/vpc-1"}
    }


def test_only_what_has_no_resource_is_allowed_on_all():
    everywhere = [sid for sid, s in role_statements().items() if s["Resource"] == "*"]
    assert everywhere == ["WriteMetrics", "ListingHasNoResource"]


def test_runs_go_to_the_tracking_server_that_is_wired_in():
    arn = "arn:aws:sagemaker:eu-west-1:000000000000:mlflow-tracking-server/shared"
    policy = only(training(tracking_server_arn=arn), "aws:iam/rolePolicy:RolePolicy")
    assert arn in policy.inputs["policy"]
    assert role_statements()["TrackRuns"]["Resource"].endswith("mlflow-tracking-server/fraud-dev-*")
