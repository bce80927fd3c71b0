import re
from typing import Any

import pytest

from components.errors import InputError
from components.experiment_tracker import ExperimentTracker, TrackingServerSize
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from tests.components.support import declared, only, statements

SERVER = "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
NAME = "fraud-dev-tracker"


def tracker(**settings: Any):
    args: Any = {
        "prefix": "fraud-dev",
        "kms_key_arn": "arn:aws:kms:eu-west-1:000000000000:key/1",
        "artifacts_bucket": "fraud-dev-artifacts",
        **settings,
    }
    return declared(ExperimentTracker, NAME, args)


def test_a_small_server_logs_below_mlflow_in_the_artifacts_zone():
    server = only(tracker(), SERVER)
    assert server.inputs["trackingServerSize"] == "Small"
    assert server.inputs["trackingServerName"] == NAME
    assert server.inputs["artifactStoreUri"] == "s3://fraud-dev-artifacts/mlflow"
    assert server.inputs["automaticModelRegistration"] is False
    assert server.inputs["weeklyMaintenanceWindowStart"] == "Sun:03:00"
    assert "mlflowVersion" not in server.inputs


def test_the_server_is_protected_unless_data_is_not():
    assert only(tracker(), SERVER).protect
    assert not only(tracker(protect_data=False), SERVER).protect


def test_its_role_reaches_one_folder_one_key_and_nothing_else():
    plan = tracker()
    found = statements(only(plan, POLICY).inputs["policy"])
    assert [s["Resource"] for s in found] == [
        "arn:aws:s3:::fraud-dev-artifacts",
        "arn:aws:s3:::fraud-dev-artifacts/mlflow/*",
        "arn:aws:kms:eu-west-1:000000000000:key/1",
    ]
    (trusted,) = statements(only(plan, ROLE).inputs["assumeRolePolicy"])
    # Nothing says that MLflow names the account: strictly, the server might never be created.
    assert trusted["Condition"] == {"StringEqualsIfExists": {"aws:SourceAccount": "000000000000"}}


def test_its_role_is_let_past_a_lake_that_is_closed_to_the_outside_of_the_vpc():
    assert only(tracker(), ROLE).inputs["tags"] == OUTSIDE_VPC_TAG


def test_the_server_starts_after_its_role_can_do_its_work():
    plan = tracker()
    assert only(plan, POLICY).urn in only(plan, SERVER).dependencies


def test_the_role_is_capped_by_the_boundary():
    boundary = "arn:aws:iam::000000000000:policy/fraud-dev-boundary"
    role = only(tracker(permissions_boundary_arn=boundary), ROLE)
    assert role.inputs["permissionsBoundary"] == boundary


def test_models_are_registered_under_the_prefix_when_asked_for():
    plan = tracker(model_registration=True)
    assert only(plan, SERVER).inputs["automaticModelRegistration"] is True
    register = statements(only(plan, POLICY).inputs["policy"])[-1]
    assert all("/fraud-dev-" in resource for resource in register["Resource"])


@pytest.mark.parametrize("size", ["Medium", TrackingServerSize.MEDIUM])
def test_a_size_may_be_a_word_or_a_choice(size):
    assert only(tracker(size=size), SERVER).inputs["trackingServerSize"] == "Medium"


def test_adopts_a_server_and_creates_none():
    arn = "arn:aws:sagemaker:eu-west-1:000000000000:mlflow-tracking-server/shared"
    plan = tracker(tracking_server_arn=arn)
    assert plan.of_type(SERVER) == ()
    assert plan.of_type(ROLE) == ()
    outputs = only(plan, "stepwell:index:ExperimentTracker").outputs
    assert outputs["tracking_server_arn"] == arn
    assert outputs["tracking_server_name"] == "shared"


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        tracker(
            tracking_server_arn="shared",
            mlflow_version="latest",
            maintenance_window="SUN:03:00",
        )
    assert [str(p) for p in error.value.problems] == [
        "maintenance_window: must be a day and a time like Sun:03:00, got 'SUN:03:00'",
        "mlflow_version: must be a version like 3.0, got 'latest'",
        "tracking_server_arn: must be the ARN of a tracking server, got 'shared'",
        "mlflow_version: must be left out when tracking_server_arn adopts a server",
        "maintenance_window: must be left out when tracking_server_arn adopts a server",
    ]


def test_a_patch_level_would_mean_a_new_server_at_every_deployment():
    with pytest.raises(InputError, match=re.escape("mlflow_version: must be a version like 3.0")):
        tracker(mlflow_version="3.0.1")


def test_rejects_a_size_that_sagemaker_does_not_have():
    with pytest.raises(InputError, match=re.escape("size: must be Small, Medium or Large")):
        tracker(size="Huge")
