"""How a SageMaker pipeline is written in the cases of a rule."""

import json
from typing import Any

from plan.plan import Resource
from policies.testing import resource


def step(kind: str, name: str = "Train", /, **arguments: Any) -> dict[str, Any]:
    """A step of a definition."""
    return {"Name": name, "Type": kind, "Arguments": arguments}


def pipeline(*steps: dict[str, Any], **defaults: Any) -> Resource:
    """A pipeline of `steps`, whose parameters have these default values; none if None."""
    parameters = [
        {"Name": name} if value is None else {"Name": name, "DefaultValue": value}
        for name, value in defaults.items()
    ]
    definition = {"Parameters": parameters, "Steps": list(steps)}
    return resource(
        "aws:sagemaker/pipeline:Pipeline", "pipe", pipelineDefinition=json.dumps(definition)
    )
