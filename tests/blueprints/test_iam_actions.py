"""Every action that a policy names is one of its service: IAM takes a misspelt one in silence."""

import json
from collections.abc import Iterator
from fnmatch import filter as matching
from typing import Any

import botocore.session
import pytest

from tests.blueprints.support import compose
from tests.blueprints.test_levels import DELIVERED

MODELS = {
    "application-autoscaling": ["application-autoscaling"],
    "batch": ["batch"],
    "ce": ["ce"],
    "cloudformation": ["cloudformation", "cloudcontrol"],
    "cloudtrail": ["cloudtrail"],
    "cloudwatch": ["cloudwatch"],
    "ec2": ["ec2"],
    "ecr": ["ecr"],
    "events": ["events"],
    "fsx": ["fsx"],
    "glue": ["glue"],
    "iam": ["iam"],
    "kms": ["kms"],
    "lakeformation": ["lakeformation"],
    "logs": ["logs"],
    "sagemaker": [
        *("sagemaker", "sagemaker-runtime"),
        *("sagemaker-featurestore-runtime", "sagemaker-metrics"),
    ],
    "sns": ["sns"],
    "sqs": ["sqs"],
    "wafv2": ["wafv2"],
}
"""Service models of the services whose actions are named after their operations."""

PERMISSION_ONLY = {"GetDataAccess", "PassRole"}
"""Actions that are no operation (Service Authorization Reference)."""


@pytest.fixture(scope="module")
def named() -> dict[str, set[str]]:
    """Actions in the policies of a stack with most parts, by service."""
    found = dict[str, set[str]]()
    for resource in compose(DELIVERED, level=2):
        for text in _policies(resource.inputs):
            for statement in json.loads(text)["Statement"]:
                actions = statement.get("Action", statement.get("NotAction", []))
                for action in [actions] if isinstance(actions, str) else actions:
                    service, _, name = action.partition(":")
                    found.setdefault(service, set()).add(name)
    return found


@pytest.mark.parametrize("service", MODELS)
def test_names_actions_that_the_service_has(named, service):
    session = botocore.session.get_session()
    operations = (session.get_service_model(model).operation_names for model in MODELS[service])
    known = PERMISSION_ONLY.union(*operations)
    assert service in named
    assert [name for name in sorted(named[service]) if not matching(known, name)] == []


def _policies(value: Any) -> Iterator[str]:
    if isinstance(value, str) and '"Statement"' in value:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _policies(inner)
