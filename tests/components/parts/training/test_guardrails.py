from typing import Any

import pytest

from components.parts.training.guardrails import JobLimits, guardrails
from tests.components.iam_evaluation import refusals

KEY = "arn:aws:kms:eu-west-1:000000000000:key/1"
LIMITS: dict[str, Any] = {
    "instance_types": ["ml.m5.xlarge", "ml.g5.xlarge"],
    "subnet_ids": ["subnet-a", "subnet-b"],
    "security_group_id": "sg-jobs",
    "kms_key_arn": KEY,
    "max_runtime_hours": 24,
    "keep_alive_minutes": 0,
    "encrypted_between_containers": True,
}
GOOD: dict[str, Any] = {
    "sagemaker:InstanceTypes": ["ml.m5.xlarge"],
    "sagemaker:VpcSubnets": ["subnet-a"],
    "sagemaker:VpcSecurityGroupIds": ["sg-jobs"],
    "sagemaker:VolumeKmsKey": KEY,
    "sagemaker:OutputKmsKey": KEY,
    "sagemaker:InterContainerTrafficEncryption": True,
    "sagemaker:MaxRuntimeInSeconds": 3600,
}
JOBS = ["CreateTrainingJob", "CreateProcessingJob", "CreateHyperParameterTuningJob"]


def refused(changes: dict[str, Any], action: str = "CreateTrainingJob", **limits: Any) -> set[str]:
    """Why a good job with `changes` is refused; a change to None takes the key away."""
    statements = list(guardrails(JobLimits(**{**LIMITS, **limits})))
    context = {k: v for k, v in {**GOOD, **changes}.items() if v is not None}
    return refusals(statements, f"sagemaker:{action}", context)


@pytest.mark.parametrize("action", JOBS)
def test_a_job_within_the_limits_is_not_refused(action):
    assert refused({}, action) == set()


@pytest.mark.parametrize("action", JOBS)
@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("sagemaker:InstanceTypes", ["ml.p5.48xlarge"], "OtherMachines"),
        ("sagemaker:InstanceTypes", ["ml.m5.xlarge", "ml.p5.48xlarge"], "OtherMachines"),
        ("sagemaker:InstanceTypes", None, "NoMachineNamed"),
        ("sagemaker:VpcSubnets", ["subnet-a", "subnet-x"], "OtherSubnets"),
        ("sagemaker:VpcSubnets", None, "NoSubnets"),
        ("sagemaker:VpcSecurityGroupIds", ["sg-open"], "OtherSecurityGroups"),
        ("sagemaker:VpcSecurityGroupIds", None, "NoSecurityGroups"),
        ("sagemaker:OutputKmsKey", f"{KEY}2", "OutputUnderAnotherKey"),
        ("sagemaker:OutputKmsKey", None, "OutputUnderAnotherKey"),
        ("sagemaker:VolumeKmsKey", f"{KEY}2", "VolumeUnderAnotherKey"),
        ("sagemaker:VolumeKmsKey", None, "VolumeUnderNoKey"),
        ("sagemaker:InterContainerTrafficEncryption", False, "OpenTrafficBetweenContainers"),
        ("sagemaker:InterContainerTrafficEncryption", None, "OpenTrafficBetweenContainers"),
        ("sagemaker:MaxRuntimeInSeconds", 24 * 3600 + 1, "LongerThanAllowed"),
    ],
)
def test_a_job_outside_one_limit_is_refused_for_that(action, key, value, why):
    assert refused({key: value}, action) == {why}


def test_machines_with_disks_of_their_own_need_no_key_for_a_volume():
    on_gpu = {"sagemaker:InstanceTypes": ["ml.g5.xlarge"], "sagemaker:VolumeKmsKey": None}
    assert refused(on_gpu) == set()
    assert refused(on_gpu, instance_types=["ml.g5.xlarge"]) == set()


def test_only_machines_without_such_disks_means_a_key_always():
    types = {"instance_types": ["ml.m5.xlarge"]}
    assert refused({"sagemaker:VolumeKmsKey": None}, **types) == {"VolumeUnderNoKey"}


def test_a_transform_job_needs_machine_and_keys_but_has_no_network_of_its_own():
    transform = {
        "sagemaker:VpcSubnets": None,
        "sagemaker:VpcSecurityGroupIds": None,
        "sagemaker:InterContainerTrafficEncryption": None,
        "sagemaker:MaxRuntimeInSeconds": None,
    }
    action = "CreateTransformJob"
    assert refused(transform, action) == set()
    wrong = {**transform, "sagemaker:InstanceTypes": ["ml.p5.48xlarge"]}
    assert refused(wrong, action) == {"OtherMachines"}


@pytest.mark.parametrize(("hours", "why"), [(24, set[str]()), (12, {"LongerThanAllowed"})])
def test_a_job_without_a_limit_runs_for_the_day_that_sagemaker_gives_it(hours, why):
    assert refused({"sagemaker:MaxRuntimeInSeconds": None}, max_runtime_hours=hours) == why


def test_warm_pools_are_refused_unless_allowed():
    warm = {"sagemaker:KeepAlivePeriod": 600}
    assert refused(warm) == {"WarmerThanAllowed"}
    assert refused(warm, keep_alive_minutes=10) == set()


def test_traffic_between_containers_may_be_left_open_by_a_setting():
    plain = {"sagemaker:InterContainerTrafficEncryption": False}
    assert refused(plain, encrypted_between_containers=False) == set()


def test_every_sid_is_one_that_iam_accepts():
    sids = [s["Sid"] for s in guardrails(JobLimits(**LIMITS))]
    assert len(sids) == len(set(sids))
    assert all(sid.isalnum() for sid in sids)
