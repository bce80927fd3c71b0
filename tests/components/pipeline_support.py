"""What the tests of the training pipeline share: one set of wired inputs."""

import json
from typing import Any

import pytest

from components.errors import InputError
from components.training_pipeline import TrainingPipeline
from plan.plan import Plan
from tests.components.support import declare, declared, only, statements

NAME = "fraud-dev-pipeline"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
ROLE = "arn:aws:iam::000000000000:role/fraud-dev-training-role-1a2b"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
PIPELINE = "aws:sagemaker/pipeline:Pipeline"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2"


def pipeline(**settings: Any) -> Plan:
    """Plan of a training pipeline with `settings`."""
    args: Any = {
        "prefix": "fraud-dev",
        "team": "fraud",
        "environment": "dev",
        "kms_key_arn": KEY,
        "raw_bucket": "fraud-dev-raw",
        "curated_bucket": "fraud-dev-curated",
        "features_bucket": "fraud-dev-features",
        "artifacts_bucket": "fraud-dev-artifacts",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "security_group_id": "sg-1",
        "training_role_arn": ROLE,
        "model_package_groups": ["fraud-dev-churn"],
        "topic_arn": TOPIC,
        **settings,
    }
    if "definition" in settings:
        return declare(lambda: TrainingPipeline(NAME, args))
    return declared(TrainingPipeline, NAME, args)


def definition(plan: Plan) -> dict[str, Any]:
    """The definition as it would be deployed."""
    return json.loads(only(plan, PIPELINE).inputs["pipelineDefinition"])


def step(plan: Plan, name: str) -> dict[str, Any]:
    """One step of the deployed definition, wherever it stands."""
    steps = definition(plan)["Steps"]
    nested = [inner for one in steps for inner in one["Arguments"].get("IfSteps", [])]
    return next(one for one in [*steps, *nested] if one["Name"] == name)


def problems_of(**settings: Any) -> list[str]:
    """What is wrong with `settings`."""
    with pytest.raises(InputError) as error:
        pipeline(**settings)
    return [str(p) for p in error.value.problems]


def grants(plan: Plan, name: str = "policy") -> dict[str, dict[str, Any]]:
    """Statements of the policy of the pipeline's role, or of another one by its name."""
    found = [r for r in plan.of_type(ROLE_POLICY) if r.name == f"{NAME}-{name}"]
    return {s["Sid"]: s for s in statements(found[0].inputs["policy"])}
