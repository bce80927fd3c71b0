"""What serves versions may pull the images that the stack's pipeline registers them with."""

import json
from typing import Any

import pytest

from analysis.changes import changes
from components.parts.common.ecr_image import EcrImage
from plan.plan import Plan
from tests.blueprints.support import LEFT_OUT, compose
from tests.components.support import only, statements

VERSION = "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-scorer/1"
STACK: dict[str, Any] = {
    "without": LEFT_OUT,
    "registry": {"groups": {"scorer": {}}},
    "endpoints": {
        "scorer": {"model_package_arn": VERSION},
        "pinned": {"model_package_arn": VERSION},
    },
}
SERVING: dict[str, Any] = {
    **STACK,
    "training_pipeline": {},
    "deployments": {"scorer": {"group": "scorer"}},
    "batch_inference": {
        "nightly": {
            "group": "scorer",
            "schedule": "rate(1 day)",
            "input": {"zone": "curated", "prefix": "cards/"},
        }
    },
}
OURS = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud/boosting:7"
ROLES = {
    1: ("endpoint-scorer-policy", "batch-nightly-model-policy"),
    2: ("endpoint-scorer-policy", "batch-nightly-model-policy", "smoke-test-endpoint-policy"),
}


def pulls(plan: Plan, policy: str) -> list[str]:
    """Repositories that the role with this policy pulls from."""
    found = next(resource for resource in plan if resource.name == f"fraud-dev-{policy}")
    given = statements(found.inputs["policy"])
    return next(one["Resource"] for one in given if one["Sid"] == "PullTheImage")


def registered(plan: Plan) -> set[str]:
    """Repositories of the images that the deployed definition registers with."""
    pipeline = only(plan, "aws:sagemaker/pipeline:Pipeline")
    steps = json.loads(pipeline.inputs["pipelineDefinition"])["Steps"]
    nested = [inner for one in steps for inner in one["Arguments"].get("IfSteps", [])]
    images = [
        EcrImage.of(container["Image"])
        for one in nested
        if one["Type"] == "RegisterModel"
        for container in one["Arguments"]["InferenceSpecification"]["Containers"]
    ]
    return {image.repository_arn("aws") for image in images if image}


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({}, 1),
        ({}, 2),
        ({"kind": "gpu"}, 2),
        ({"tuning": {}}, 1),
        ({"images": {"xgboost": OURS}}, 2),
    ],
    ids=str,
)
def test_whatever_serves_versions_pulls_their_image(level, settings):
    plan = compose({**SERVING, "training_pipeline": settings}, level=level)
    wanted = registered(plan)
    assert wanted
    for role in ROLES[level]:
        assert wanted < set(pulls(plan, role)), role
    assert not wanted & set(pulls(plan, "endpoint-pinned-policy"))


def test_a_stack_that_gets_its_versions_from_another_pulls_it_too():
    here = compose(SERVING, level=2)
    there = compose({**SERVING, "without": [*LEFT_OUT, "training_pipeline"]}, level=2)
    for role in ROLES[2]:
        assert pulls(there, role) == pulls(here, role)


def test_an_endpoint_that_begins_to_follow_gets_rights_and_nothing_else():
    found = changes(compose(STACK, level=0), compose(SERVING, level=1))
    ours = [one for one in found.changed if one.before.name.startswith("fraud-dev-endpoint-scorer")]
    assert {one.before.name: one.inputs for one in ours if one.before.custom} == {
        "fraud-dev-endpoint-scorer-policy": {"policy"}
    }
