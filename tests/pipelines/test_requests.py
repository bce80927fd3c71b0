"""Each step of a shipped pipeline is a request that the service's own model accepts."""

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator

from tests.components.pipeline_support import definition, pipeline

CALLS = {
    "Processing": "CreateProcessingJob",
    "Training": "CreateTrainingJob",
    "Tuning": "CreateHyperParameterTuningJob",
    "RegisterModel": "CreateModelPackage",
}


@pytest.fixture(scope="module")
def sagemaker():
    return ServiceModel(Loader().load_service_model("sagemaker", "service-2"), "sagemaker")


@pytest.mark.parametrize("kind", ["tabular", "gpu"])
@pytest.mark.parametrize("settings", [{}, {"tuning": {}}], ids=["once", "tuning"])
def test_every_step_is_a_request_of_the_api(sagemaker, kind, settings):
    made = definition(pipeline(kind=kind, **settings))
    defaults = {p["Name"]: p["DefaultValue"] for p in made["Parameters"]}
    steps = [*made["Steps"], *(s for c in made["Steps"] for s in c["Arguments"].get("IfSteps", []))]
    requests = [step for step in steps if step["Type"] in CALLS]
    assert len(requests) == 5
    for step in requests:
        shape = sagemaker.operation_model(CALLS[step["Type"]]).input_shape
        arguments = _resolved(step["Arguments"], defaults)
        report = ParamValidator().validate(arguments, shape)
        assert not report.has_errors(), f"{step['Name']}: {report.generate_report()}"


def _resolved(node, defaults):
    """`node` with references and functions as what they stand for when a step runs."""
    if isinstance(node, list):
        return [_resolved(value, defaults) for value in node]
    if not isinstance(node, dict):
        return node
    if set(node) == {"Get"}:
        kind, _, rest = node["Get"].partition(".")
        return defaults[rest] if kind == "Parameters" else "known later"
    if set(node) == {"Std:Join"}:
        values = _resolved(node["Std:Join"]["Values"], defaults)
        return node["Std:Join"]["On"].join(map(str, values))
    return {key: _resolved(value, defaults) for key, value in node.items()}
