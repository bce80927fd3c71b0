from typing import Any, cast

import pytest

from components.inference_endpoint import InferenceEndpoint
from tests.components.endpoint_support import ARTIFACT, IMAGE, VERSION

SOURCE = {"model_package_arn": VERSION}
FURTHER = {"variants": {"b": {**SOURCE, "traffic_percent": 5}}}
SHADOW = {"shadow": SOURCE}
MANY = {"image_uri": IMAGE, "multi_model": {"models_url": "s3://models/churn/"}}


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in InferenceEndpoint.problems(cast(Any, settings))]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"serverless": {}, "asynchronous": {}},
            "asynchronous: must be left out with serverless: an endpoint is either of them",
        ),
        (
            {"serverless": {}, **FURTHER},
            "variants: must be left out with serverless: a serverless endpoint has one variant",
        ),
        (
            {"serverless": {}, **SHADOW},
            "shadow: must be left out with serverless: a serverless endpoint has one variant",
        ),
        (
            {"serverless": {}, "instance_type": "ml.m5.large"},
            "instance_type: must be left out with serverless: a serverless endpoint has no "
            "instances",
        ),
        (
            {"serverless": {}, "min_instances": 1},
            "min_instances: must be left out with serverless: a serverless endpoint has no "
            "instances",
        ),
        (
            {"serverless": {}, "max_instances": 2},
            "max_instances: must be left out with serverless: a serverless endpoint has no "
            "instances",
        ),
        (
            {"serverless": {}, "invocations_per_minute": 60},
            "invocations_per_minute: must be left out with serverless: a serverless endpoint "
            "scales by itself",
        ),
        (
            {"serverless": {}, "schedules": {}},
            "schedules: must be left out with serverless: a serverless endpoint scales by itself",
        ),
        (
            {"serverless": {}, "data_capture_percent": 50},
            "data_capture_percent: must be left out with serverless: SageMaker captures on "
            "instances alone",
        ),
        (
            {"serverless": {}, "network_isolated": True},
            "network_isolated: must be left out with serverless: SageMaker isolates containers "
            "on instances alone",
        ),
        (
            {"serverless": {"memory_mb": 1500}},
            "serverless.memory_mb: must be 1024 to 6144 in steps of 1024, got 1500",
        ),
        (
            {"serverless": {"max_concurrency": 201}},
            "serverless.max_concurrency: must be 1 to 200, got 201",
        ),
        (
            {"serverless": {"max_concurrency": 4, "provisioned_concurrency": 5}},
            "serverless.provisioned_concurrency: must be 1 to max_concurrency, which is 4, got 5",
        ),
        (
            {"serverless": {}, "rollout": {"strategy": "rolling"}},
            "rollout.strategy: must not be rolling with serverless, got rolling",
        ),
        (
            {"asynchronous": {}, **FURTHER},
            "variants: must be left out with asynchronous: an asynchronous endpoint has one "
            "variant",
        ),
        (
            {"asynchronous": {}, **SHADOW},
            "shadow: must be left out with asynchronous: an asynchronous endpoint has one variant",
        ),
        (
            {"asynchronous": {}, "invocations_per_minute": 60},
            "invocations_per_minute: must be left out with asynchronous: backlog_per_instance is "
            "what it scales by",
        ),
        (
            {"serverless": {"max_provisioned_concurrency": 3}},
            "serverless.max_provisioned_concurrency: must come with provisioned_concurrency, "
            "got 3 alone",
        ),
        (
            {"serverless": {"provisioned_concurrency": 3, "max_provisioned_concurrency": 6}},
            "serverless.max_provisioned_concurrency: must be provisioned_concurrency, 3, to "
            "max_concurrency, 5, got 6",
        ),
        (
            {"asynchronous": {}, "data_capture_percent": 100},
            "data_capture_percent: must be left out with asynchronous: requests and answers are "
            "in S3 already",
        ),
        (
            {"asynchronous": {"concurrent_per_instance": 1001}},
            "asynchronous.concurrent_per_instance: must be 1 to 1000, got 1001",
        ),
        (
            {"asynchronous": {"backlog_per_instance": 0}},
            "asynchronous.backlog_per_instance: must be at least 1, got 0",
        ),
        (
            {"asynchronous": {"error_topic_arn": "alarms"}},
            "asynchronous.error_topic_arn: must be the ARN of a topic, got 'alarms'",
        ),
        (
            {"asynchronous": {}, "min_instances": -1},
            "min_instances: must be at least 0, got -1",
        ),
        (
            {"asynchronous": {}, "max_instances": 0},
            "max_instances: must be at least 1, got 0",
        ),
        (
            {**FURTHER, **SHADOW},
            "shadow: must be left out with variants: an endpoint with a shadow has one variant "
            "besides",
        ),
    ],
    ids=str,
)
def test_says_what_sagemaker_does_not_offer(settings, problem):
    assert problems_of(**SOURCE, **settings) == [problem]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"asynchronous": {}},
            "multi_model: must be left out with asynchronous: an asynchronous request cannot name "
            "a model",
        ),
        (
            {"serverless": {}},
            "multi_model: must be left out with serverless: a serverless endpoint holds one model",
        ),
        (
            FURTHER,
            "variants: must be left out with multi_model: a request that names a model would fail "
            "on the others",
        ),
        (
            SHADOW,
            "shadow: must be left out with multi_model: a request that names a model would fail "
            "on the shadow",
        ),
        (
            {"model_data_url": ARTIFACT},
            "model_data_url: must be left out with multi_model: models_url says where the models "
            "are",
        ),
        (
            {"multi_model": {"models_url": ARTIFACT}},
            f"multi_model.models_url: must be s3://<bucket>/<folder>/, got '{ARTIFACT}'",
        ),
    ],
    ids=str,
)
def test_says_what_many_models_cannot_be_with(settings, problem):
    assert problems_of(**{**MANY, **settings}) == [problem]


def test_many_models_need_an_image_that_loads_them():
    assert "multi_model: must be left out" not in str(problems_of(**MANY))
    assert "model_package_arn: must be left out with multi_model: a version is one model" in (
        problems_of(multi_model=MANY["multi_model"], **SOURCE)
    )


def test_each_mode_is_fine_by_itself():
    for settings in ({}, {"serverless": {}}, {"asynchronous": {}}, FURTHER, SHADOW):
        assert problems_of(**SOURCE, **settings) == []
    assert problems_of(**MANY) == []
