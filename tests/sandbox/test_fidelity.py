from typing import Any

from plan.plan import UNKNOWN, Resource
from sandbox.fidelity import properties
from sandbox.provider.inputs import Scope

SCOPE = Scope("eu-west-1", "aws", "000000000000", {})


def sources(token: str, **inputs: Any) -> dict[str, tuple[str, ...]]:
    resource = Resource(f"urn:{token}::x", token, "x", inputs)
    return {one.path: one.sources for one in properties([resource], SCOPE)}


def test_a_bare_text_is_known_by_name_alone() -> None:
    assert sources("aws:sns/topic:Topic", kmsMasterKeyId="a")["kmsMasterKeyId"] == ("schema",)


def test_limits_of_the_model_count_and_so_do_rules_that_name_the_member() -> None:
    found = sources(
        "aws:cloudwatch/metricAlarm:MetricAlarm",
        comparisonOperator="GreaterThanThreshold",
        evaluationPeriods=1,
        period=60,
        threshold=1,
    )
    assert found["period"] == ("schema", "model", "rule")
    assert found["comparisonOperator"][:2] == ("schema", "model")


def test_nested_properties_are_told_apart_and_lists_are_one() -> None:
    machine = {"initialInstanceCount": 1, "instanceType": "ml.m5.large"}
    variants = [
        {"variantName": "a", "modelName": "a", **machine},
        {"variantName": "b", "modelName": UNKNOWN, **machine},
    ]
    token = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
    found = sources(token, productionVariants=variants)
    assert set(found) == {
        "productionVariants.variantName",
        "productionVariants.modelName",
        "productionVariants.initialInstanceCount",
        "productionVariants.instanceType",
    }
    assert {"schema", "model"} <= set(found["productionVariants.modelName"])


def test_a_policy_of_iam_is_read_by_its_grammar() -> None:
    found = sources("aws:iam/rolePolicy:RolePolicy", role="a", policy='{"Statement": []}')
    assert "grammar" in found["policy"]
    assert "grammar" not in found["role"]


def test_limits_that_only_cloudformation_has_count() -> None:
    found = sources("aws:sqs/queue:Queue", messageRetentionSeconds=60)
    assert "cloudformation" in found["messageRetentionSeconds"]
    assert "model" not in found["messageRetentionSeconds"]


def test_what_is_no_input_is_looked_at_by_nobody() -> None:
    assert sources("aws:sqs/queue:Queue", nam="a") == {"nam": ()}


def test_the_map_of_tags_is_one_property() -> None:
    found = sources("aws:sqs/queue:Queue", tags={"team": "fraud", "stage": "dev"})
    assert list(found) == ["tags"]
