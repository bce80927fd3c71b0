"""Training guardrails: the jobs that IAM refuses, whoever starts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from components.parts.common.instance_types import has_local_disk
from components.policy_document import Statement

_IN_VPC = (
    "sagemaker:CreateHyperParameterTuningJob",
    "sagemaker:CreateProcessingJob",
    "sagemaker:CreateTrainingJob",
)
_ALL = (*_IN_VPC, "sagemaker:CreateTransformJob")
_SERVICE_DEFAULT_HOURS = 24


@dataclass(frozen=True)
class JobLimits:
    """What every job of a team must keep to."""

    instance_types: Sequence[str]
    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]
    kms_key_arn: pulumi.Input[str]
    max_runtime_hours: int
    keep_alive_minutes: int
    encrypted_between_containers: bool


def guardrails(limits: JobLimits) -> Iterator[Statement]:
    """Deny statements, one for each way in which a job can leave the limits.

    Conditions on a list of the request hold for `ForAnyValue` if one entry is not allowed, and do
    not hold if the list is missing; so each list has a second statement for its absence. Other
    negated conditions (`ArnNotEquals`) hold for an absent key as well.
    """
    types = "sagemaker:InstanceTypes"
    yield _deny("OtherMachines", _ALL, _any_other(types, list(limits.instance_types)))
    yield _deny("NoMachineNamed", _ALL, _absent(types))
    for name, key, allowed in (
        ("Subnets", "sagemaker:VpcSubnets", limits.subnet_ids),
        ("SecurityGroups", "sagemaker:VpcSecurityGroupIds", [limits.security_group_id]),
    ):
        yield _deny(f"Other{name}", _IN_VPC, _any_other(key, allowed))
        yield _deny(f"No{name}", _IN_VPC, _absent(key))
    yield _deny(
        "OutputUnderAnotherKey",
        _ALL,
        {"ArnNotEquals": {"sagemaker:OutputKmsKey": limits.kms_key_arn}},
    )
    yield from _volume_key(limits)
    if limits.encrypted_between_containers:
        yield _deny(
            "OpenTrafficBetweenContainers",
            _IN_VPC,
            {"BoolIfExists": {"sagemaker:InterContainerTrafficEncryption": "false"}},
        )
    # A job that states no limit gets the service's, one day; that is only wrong if ours is shorter.
    longer = "NumericGreaterThan"
    if limits.max_runtime_hours < _SERVICE_DEFAULT_HOURS:
        longer = "NumericGreaterThanIfExists"
    yield _deny(
        "LongerThanAllowed",
        _IN_VPC,
        {longer: {"sagemaker:MaxRuntimeInSeconds": str(limits.max_runtime_hours * 3600)}},
    )
    yield _deny(
        "WarmerThanAllowed",
        ["sagemaker:CreateTrainingJob"],
        {"NumericGreaterThan": {"sagemaker:KeepAlivePeriod": str(limits.keep_alive_minutes * 60)}},
    )


def _volume_key(limits: JobLimits) -> Iterator[Statement]:
    """The stack's key for volumes; none for machines whose own disks the hardware encrypts."""
    key = "sagemaker:VolumeKmsKey"
    yield _deny(
        "VolumeUnderAnotherKey",
        _ALL,
        {"ArnNotEquals": {key: limits.kms_key_arn}, "Null": {key: "false"}},
    )
    own_disks = [name for name in limits.instance_types if has_local_disk(name)]
    if len(own_disks) < len(limits.instance_types):
        on_volumes = _any_other("sagemaker:InstanceTypes", own_disks) if own_disks else {}
        yield _deny("VolumeUnderNoKey", _ALL, {**_absent(key), **on_volumes})


def _deny(sid: str, actions: Sequence[str], condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Action": list(actions),
        "Resource": "*",
        "Condition": condition,
    }


def _any_other(key: str, allowed: Any) -> dict[str, Any]:
    return {"ForAnyValue:StringNotEquals": {key: allowed}}


def _absent(key: str) -> dict[str, Any]:
    return {"Null": {key: "true"}}
