import timeit
from typing import Any

import pytest

from plan.plan import UNKNOWN
from sandbox.service_model import service_model, validate
from sandbox.service_model.pattern import matcher

LEVEL_0 = (
    "application-autoscaling",
    "athena",
    "batch",
    "budgets",
    "ce",
    "cloudwatch",
    "ec2",
    "ecr",
    "events",
    "glue",
    "iam",
    "kms",
    "logs",
    "s3",
    "sagemaker",
    "sns",
    "sqs",
    "ssm",
    "sts",
)
VARIANT = {
    "VariantName": "main",
    "ModelName": "fraud",
    "InitialInstanceCount": 1,
    "InstanceType": "ml.g5.xlarge",
}


def _config(**changes: Any) -> dict[str, Any]:
    return {"EndpointConfigName": "fraud", "ProductionVariants": [VARIANT], **changes}


def _messages(service: str, operation: str, params: dict[str, Any]) -> list[str]:
    return [v.message for v in validate(service, operation, params)]


def test_a_valid_request_passes() -> None:
    assert validate("sagemaker", "CreateEndpointConfig", _config()) == []


@pytest.mark.parametrize(
    ("service", "operation", "params", "path", "constraint"),
    [
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(EndpointConfigName="a_b"),
            "EndpointConfigName",
            "'a_b' at 'endpointConfigName' failed to satisfy constraint: Member must satisfy"
            r" regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(ProductionVariants=[{**VARIANT, "InstanceType": "g5.xlarge"}]),
            "ProductionVariants[0].InstanceType",
            "'g5.xlarge' at 'productionVariants[0].instanceType' failed to satisfy constraint:"
            " Member must satisfy enum value set: [ml.t2.medium, ",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(ProductionVariants=[]),
            "ProductionVariants",
            "Member must have length greater than or equal to 1",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(ProductionVariants=[{"ModelName": "fraud"}]),
            "ProductionVariants[0].VariantName",
            "Value null at 'productionVariants[0].variantName' failed to satisfy constraint:"
            " Member must not be null",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(ProductionVariants=[{**VARIANT, "InitialInstanceCount": "1"}]),
            "ProductionVariants[0].InitialInstanceCount",
            "Member must be of type integer",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(ProductionVariants=[{**VARIANT, "InstanseType": "x"}]),
            "ProductionVariants[0].InstanseType",
            "Member is not in the service model; did you mean InstanceType",
        ),
        (
            "sagemaker",
            "CreateEndpointConfig",
            _config(
                ProductionVariants=[
                    {
                        "VariantName": "v",
                        "ServerlessConfig": {"MemorySizeInMB": 8192, "MaxConcurrency": 1},
                    }
                ]
            ),
            "ProductionVariants[0].ServerlessConfig.MemorySizeInMB",
            "Member must have value less than or equal to 6144",
        ),
        (
            "batch",
            "RegisterJobDefinition",
            {"jobDefinitionName": "j", "type": "container", "parameters": "x"},
            "parameters",
            "Member must be of type map",
        ),
    ],
)
def test_what_aws_refuses_is_found_and_said_in_its_words(
    service: str, operation: str, params: dict[str, Any], path: str, constraint: str
) -> None:
    (found,) = validate(service, operation, params)
    assert found.path == path
    assert constraint in found.message


def test_all_that_is_wrong_is_said_at_once() -> None:
    params = _config(EndpointConfigName="a_b", ProductionVariants=[{**VARIANT, "ModelName": "_"}])
    assert len(_messages("sagemaker", "CreateEndpointConfig", params)) == 2


def test_values_not_known_yet_are_skipped_and_their_neighbours_are_not() -> None:
    later = UNKNOWN
    params = _config(
        EndpointConfigName=later,
        KmsKeyId=later,
        Tags=later,
        ProductionVariants=[{**VARIANT, "ModelName": later, "InstanceType": "none"}],
    )
    found = validate("sagemaker", "CreateEndpointConfig", params)
    assert [v.path for v in found] == ["ProductionVariants[0].InstanceType"]


def test_a_union_takes_exactly_one_member() -> None:
    content = [
        {"text": "a"},
        {},
        {"text": "a", "image": {"format": "png", "source": {"bytes": b""}}},
    ]
    params = {"modelId": "m", "messages": [{"role": "user", "content": content}]}
    found = validate("bedrock-runtime", "Converse", params)
    assert {v.path for v in found} >= {"messages[0].content[1]", "messages[0].content[2]"}
    assert "messages[0].content[0]" not in {v.path for v in found}
    assert "Member must have exactly one of [text, " in found[0].message


def test_idempotency_tokens_that_boto3_fills_in_are_not_missed() -> None:
    assert validate("efs", "CreateFileSystem", {}) == []


def test_every_pattern_of_level_0_can_be_read() -> None:
    seen = dict[str, Any]()
    for service in LEVEL_0:
        model: Any = service_model(service)
        for name in model.shape_names:
            pattern = model.shape_for(name).metadata.get("pattern")
            if pattern is not None:
                seen[pattern] = matcher(pattern)
    assert len(seen) > 400
    assert [pattern for pattern, matches in seen.items() if matches is None] == []


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("[a-z]+", "abc", True),
        ("[a-z]+", "abc1", False),
        ("^[a-z]+", "abc1", True),
        (r"[\p{L}\p{Z}]+", "Müller Straße", True),
        (r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*", "a 😀", True),
    ],
)
def test_patterns_are_anchored_and_read_as_java_does(
    pattern: str, text: str, matches: bool
) -> None:
    check = matcher(pattern)
    assert check is not None
    assert bool(check(text)) is matches


def test_a_typical_check_costs_microseconds() -> None:
    validate("sagemaker", "CreateEndpointConfig", _config())
    calls = 2000
    spent = min(
        timeit.repeat(
            lambda: validate("sagemaker", "CreateEndpointConfig", _config()), number=calls, repeat=5
        )
    )
    assert spent / calls < 100e-6
