import json
from typing import Any

import pytest

from sandbox.provider.request import build
from sandbox.provider.tables import resource_types
from tests.components.endpoint_support import (
    CONFIG,
    ENDPOINT,
    IMAGE,
    KEY,
    MODEL,
    VERSION,
    plan_with,
)
from tests.components.support import only

CHALLENGER = {"model_package_arn": VERSION, "traffic_percent": 10}
MANY = {
    "image_uri": IMAGE,
    "multi_model": {"models_url": "s3://models/churn/"},
}


def sent(type_: str, inputs: Any) -> dict[str, Any]:
    kind = resource_types()[type_]
    step = kind.updates[0] if type_ == ENDPOINT else kind.create
    known = {k: v for k, v in inputs.items() if k not in ("tags", "tagsAll")}
    return build(kind, step, known).params


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"container_environment": {"SOME_KEY": "1"}, "network_isolated": False},
        {"instance_type": "ml.g5.xlarge", "data_capture_percent": 0, "min_instances": 2},
        {"serverless": {"memory_mb": 3072, "provisioned_concurrency": 2}},
        {
            "asynchronous": {
                "concurrent_per_instance": 4,
                "error_topic_arn": "arn:aws:sns:eu-west-1:000000000000:t",
            }
        },
        {"rollout": {"strategy": "linear", "timeout_seconds": 3000}, "min_instances": 2},
        {"rollout": {"strategy": "rolling"}, "min_instances": 4},
    ],
    ids=str,
)
def test_tells_how_to_serve_another_version_in_the_words_of_the_requests_that_pulumi_sends(
    settings,
):
    plan = plan_with(**settings)
    serving = json.loads(only(plan, "stepwell:index:InferenceEndpoint").outputs["serving"])
    model = sent(MODEL, only(plan, MODEL).inputs)
    del model["PrimaryContainer"]["ModelPackageName"]
    if not model["PrimaryContainer"]:
        del model["PrimaryContainer"]
    configuration = sent(CONFIG, only(plan, CONFIG).inputs)
    del configuration["ProductionVariants"][0]["ModelName"]
    assert serving == {
        "CreateModel": model,
        "CreateEndpointConfig": configuration,
        "UpdateEndpoint": {
            "DeploymentConfig": sent(ENDPOINT, only(plan, ENDPOINT).inputs)["DeploymentConfig"]
        },
    }


def test_serverless_runs_without_instances_network_key_and_capture():
    plan = plan_with(serverless={"max_concurrency": 20})
    (variant,) = only(plan, CONFIG).inputs["productionVariants"]
    assert variant["serverlessConfig"] == {"memorySizeInMb": 2048, "maxConcurrency": 20}
    assert not {"instanceType", "initialInstanceCount"} & set(variant)
    assert not {"kmsKeyArn", "dataCaptureConfig"} & set(only(plan, CONFIG).inputs)
    assert not {"vpcConfig", "enableNetworkIsolation"} & set(only(plan, MODEL).inputs)


def test_asynchronous_answers_to_its_own_folder_encrypted_and_captures_nothing_twice():
    plan = plan_with(asynchronous={"success_topic_arn": "arn:aws:sns:eu-west-1:000000000000:done"})
    inputs = only(plan, CONFIG).inputs
    assert inputs["asyncInferenceConfig"]["outputConfig"] == {
        "s3OutputPath": "s3://artifacts-1/asynchronous/fraud-dev-churn/answers",
        "s3FailurePath": "s3://artifacts-1/asynchronous/fraud-dev-churn/answers-failed",
        "kmsKeyId": KEY,
        "notificationConfig": {"successTopic": "arn:aws:sns:eu-west-1:000000000000:done"},
    }
    assert "dataCaptureConfig" not in inputs
    assert inputs["kmsKeyArn"] == KEY
    assert inputs["productionVariants"][0]["initialInstanceCount"] == 1


def test_many_models_are_read_from_their_folder():
    container = only(plan_with(**MANY), MODEL).inputs["primaryContainer"]
    assert container == {
        "image": IMAGE,
        "mode": "MultiModel",
        "modelDataUrl": "s3://models/churn/",
        "multiModelConfig": {"modelCacheSetting": "Enabled"},
    }


def test_variants_answer_their_share_and_the_own_model_the_rest():
    plan = plan_with(variants={"challenger": CHALLENGER, "new": {**CHALLENGER, "min_instances": 2}})
    found = only(plan, CONFIG).inputs["productionVariants"]
    assert [(v["variantName"], v["initialVariantWeight"]) for v in found] == [
        ("primary", 80),
        ("challenger", 10),
        ("new", 10),
    ]
    assert [v["initialInstanceCount"] for v in found] == [1, 1, 2]
    assert {m.name for m in plan.of_type(MODEL)} == {
        "fraud-dev-churn-model",
        "fraud-dev-churn-challenger-model",
        "fraud-dev-churn-new-model",
    }


def test_a_shadow_gets_its_share_of_copies_beside_the_one_variant():
    plan = plan_with(shadow={"image_uri": IMAGE, "sampling_percent": 25})
    inputs = only(plan, CONFIG).inputs
    assert inputs["productionVariants"][0]["initialVariantWeight"] == 1
    assert inputs["shadowProductionVariants"] == [
        {
            "variantName": "shadow",
            "modelName": "<<fraud-dev-churn-shadow-model#name>>",
            "instanceType": "ml.m5.large",
            "initialInstanceCount": 1,
            "initialVariantWeight": 0.25,
        }
    ]
