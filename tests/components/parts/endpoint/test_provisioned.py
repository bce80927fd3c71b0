from tests.components.endpoint_support import plan_with
from tests.components.support import only

TARGET = "aws:appautoscaling/target:Target"
POLICY = "aws:appautoscaling/policy:Policy"


def test_more_containers_are_kept_warm_while_nearly_all_are_used():
    plan = plan_with(
        serverless={
            "max_concurrency": 20,
            "provisioned_concurrency": 2,
            "max_provisioned_concurrency": 10,
        }
    )
    target = only(plan, TARGET)
    assert target.inputs["scalableDimension"] == "sagemaker:variant:DesiredProvisionedConcurrency"
    assert target.inputs["resourceId"] == "endpoint/fraud-dev-churn/variant/primary"
    assert (target.inputs["minCapacity"], target.inputs["maxCapacity"]) == (2, 10)
    tracked = only(plan, POLICY).inputs["targetTrackingScalingPolicyConfiguration"]
    assert tracked["targetValue"] == 0.9
    assert tracked["predefinedMetricSpecification"] == {
        "predefinedMetricType": "SageMakerVariantProvisionedConcurrencyUtilization"
    }
    # The variant is there once the endpoint is.
    [endpoint] = plan.of_type("aws:sagemaker/endpoint:Endpoint")
    assert endpoint.urn in target.dependencies


def test_nothing_scales_without_room_to():
    for serverless in ({}, {"provisioned_concurrency": 2}):
        assert not plan_with(serverless=serverless).of_type(TARGET)
