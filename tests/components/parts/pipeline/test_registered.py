import json
from typing import Any

import pytest

from components.parts.pipeline.registered import repository_arns

XGBOOST = "arn:aws:ecr:eu-west-1:141502667606:repository/sagemaker-xgboost"
PYTORCH = "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-inference"
OURS = "arn:aws:ecr:eu-west-1:000000000000:repository/fraud-dev/serving"
OUR_IMAGE = "000000000000.dkr.ecr.eu-west-1.amazonaws.com/fraud-dev/serving"
OTHER_IMAGE = f"{OUR_IMAGE}-2:1"


def arns(settings: Any, region: str = "eu-west-1") -> list[str]:
    partition = "aws-cn" if region.startswith("cn-") else "aws"
    return repository_arns(settings, partition=partition, region=region)


def registering(image: Any, **further: Any) -> dict[str, Any]:
    """A definition that trains with one image, and registers with others."""
    specification = {"InferenceSpecification": {"Containers": [{"Image": image}]}}
    train = {"AlgorithmSpecification": {"TrainingImage": "${image_xgboost}"}}
    return {
        "Version": "2020-12-01",
        "Parameters": [{"Name": "Serving", "Type": "String", "DefaultValue": f"{OUR_IMAGE}:1"}],
        "Steps": [
            {"Name": "Train", "Type": "Training", "Arguments": train},
            {
                "Name": "Register",
                "Type": "RegisterModel",
                "Arguments": {**specification, **further},
            },
        ],
    }


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [XGBOOST]),
        ({"tuning": {}}, [XGBOOST]),
        ({"kind": "gpu"}, [PYTORCH]),
        ({"kind": "gpu", "tuning": {}}, [PYTORCH]),
        ({"images": {"xgboost": f"{OUR_IMAGE}:7"}}, [OURS]),
        ({"kind": "gpu", "images": {"pytorch_training": f"{OUR_IMAGE}:7"}}, [PYTORCH]),
    ],
)
def test_it_is_the_image_that_versions_are_registered_with(settings, expected):
    assert arns(settings) == expected


def test_the_image_is_that_of_the_region():
    assert arns({}, "cn-north-1") == [
        "arn:aws-cn:ecr:cn-north-1:450853457545:repository/sagemaker-xgboost"
    ]
    assert arns({}, "us-iso-east-1") == []


@pytest.mark.parametrize(
    ("image", "settings", "expected"),
    [
        (f"{OUR_IMAGE}@sha256:{'0' * 64}", {}, [OURS]),
        (OUR_IMAGE.replace("eu-west-1", "${region}"), {}, [OURS]),
        ("${image_pytorch_inference}", {}, [PYTORCH]),
        ({"Get": "Parameters.Serving"}, {}, [OURS]),
        ({"Get": "Parameters.Serving"}, {"parameters": {"Serving": OTHER_IMAGE}}, [f"{OURS}-2"]),
        ({"Std:Join": {"On": "/", "Values": ["a", "b"]}}, {}, []),
        ("registry.acme.example/serving:1", {}, []),
    ],
)
def test_an_own_definition_says_it_itself(image, settings, expected, tmp_path):
    file = tmp_path / "definition.json"
    file.write_text(json.dumps(registering(image)))
    assert arns({"kind": "own", "definition": str(file), **settings}) == expected


def test_of_a_definition_that_is_not_there_only_the_pipeline_complains():
    assert arns({"kind": "own", "definition": "gone.json"}) == []


def test_several_ways_to_serve_a_version_are_all_pulled(tmp_path):
    file = tmp_path / "definition.json"
    further = {
        "AdditionalInferenceSpecifications": [
            {"Name": "small", "Containers": [{"Image": "${image_xgboost}"}]}
        ]
    }
    file.write_text(json.dumps(registering(f"{OUR_IMAGE}:1", **further)))
    assert arns({"kind": "own", "definition": str(file)}) == [OURS, XGBOOST]
