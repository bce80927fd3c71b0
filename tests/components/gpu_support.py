"""What tests of the GPU queue share."""

import json
from typing import Any, cast

from components.gpu_queue import GpuQueue, GpuQueueArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

ENVIRONMENT = "aws:batch/computeEnvironment:ComputeEnvironment"
QUEUE = "aws:batch/jobQueue:JobQueue"
DEFINITION = "aws:batch/jobDefinition:JobDefinition"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
LOGS = "aws:cloudwatch/logGroup:LogGroup"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/team/train:1"
NAME = "fraud-dev-gpu"


def plan_with(name: str = NAME, **more: Any) -> Plan:
    return declared(GpuQueue, name, wired(**more))


def wired(**more: Any) -> GpuQueueArgs:
    args = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
    }
    return cast(GpuQueueArgs, {**args, **more})


def resources(plan: Plan, kind: str) -> Any:
    (found,) = [e for e in plan.of_type(ENVIRONMENT) if e.name == f"{NAME}-{kind}"]
    return found.inputs["computeResources"]


def container(plan: Plan) -> Any:
    return json.loads(only(plan, DEFINITION).inputs["containerProperties"])


def allowed(plan: Plan, role: str) -> dict[str, dict[str, Any]]:
    (policy,) = [p for p in plan.of_type(POLICY) if p.name == f"{NAME}-{role}-policy"]
    return {s["Sid"]: s for s in statements(policy.inputs["policy"])}


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in GpuQueue.problems(cast(Any, settings))]
