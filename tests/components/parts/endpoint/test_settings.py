from typing import Any, cast

import pytest

from components.errors import InputError
from components.inference_endpoint import InferenceEndpoint
from tests.components.endpoint_support import ARTIFACT, IMAGE, VERSION, plan_with


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in InferenceEndpoint.problems(cast(Any, settings))]


def test_needs_exactly_one_source_of_a_model():
    assert problems_of() == ["model_package_arn: must be given, or image_uri instead, got neither"]
    assert problems_of(model_package_arn=VERSION, image_uri=IMAGE) == [
        "image_uri: must be left out when model_package_arn says what to serve"
    ]
    assert problems_of(model_package_arn=VERSION, model_data_url=ARTIFACT) == [
        "model_data_url: must come with image_uri; a version brings its artifact"
    ]


def test_a_version_is_named_by_its_number_not_by_its_group():
    group = VERSION.removesuffix("/3")
    (problem,) = problems_of(model_package_arn=group)
    assert problem.startswith("model_package_arn: must be the ARN of a version")


def test_lists_every_problem_at_once():
    assert problems_of(
        image_uri="python:3.12",
        model_data_url="https://models/churn.zip",
        image_repository_arns=["mine"],
        container_environment={"1A": "x" * 1025},
        instance_type="m5.large",
        min_instances=0,
        max_instances=-1,
        invocations_per_minute=0,
        data_capture_percent=101,
        latency_milliseconds=0,
        idle_hours=169,
        log_retention_days=90,
    ) == [
        "image_uri: must be <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, "
        "got 'python:3.12'",
        "model_data_url: must be s3://<bucket>/<key> that ends in .tar.gz, "
        "got 'https://models/churn.zip'",
        "image_repository_arns[0]: must be the ARN of a repository, got 'mine'",
        "container_environment.1A: must be letters, digits and underscores, got '1A'",
        "container_environment.1A: must be at most 1024 characters, got 1025",
        "instance_type: must look like ml.m5.large, got 'm5.large'",
        "min_instances: must be at least 1, got 0",
        "max_instances: must be at least min_instances, 0, got -1",
        "invocations_per_minute: must be at least 1, got 0",
        "data_capture_percent: must be 0 to 100, got 101",
        "latency_milliseconds: must be at least 1, got 0",
        "idle_hours: must be 0 to 168, got 169",
    ]


def test_says_how_long_a_name_may_be_before_sagemaker_would_refuse_it():
    with pytest.raises(InputError) as error:
        plan_with(name="fraud-dev-" + "x" * 39, endpoint="x" * 39)
    assert str(error.value) == (
        f"endpoints.{'x' * 39}.name: must be at most 38 characters in this stack, got {'x' * 39!r}"
    )
