from tests.components.endpoint_support import CONFIG, ENDPOINT, plan_with
from tests.components.support import only

PARAMETER = "aws:ssm/parameter:Parameter"
TARGET = "aws:appautoscaling/target:Target"
SCALING = "aws:appautoscaling/policy:Policy"


def test_scales_the_variant_that_the_configuration_names():
    plan = plan_with(min_instances=2, max_instances=5)
    variant = only(plan, CONFIG).inputs["productionVariants"][0]
    target = only(plan, TARGET).inputs
    assert target["resourceId"] == f"endpoint/fraud-dev-churn/variant/{variant['variantName']}"
    assert (target["minCapacity"], target["maxCapacity"]) == (2, 5)
    assert variant["initialInstanceCount"] == 2
    assert only(plan, ENDPOINT).urn in only(plan, TARGET).dependencies
    tracking = only(plan, SCALING).inputs["targetTrackingScalingPolicyConfiguration"]
    assert tracking["targetValue"] == 600


def test_does_not_scale_without_room_to():
    plan = plan_with(min_instances=3, max_instances=3)
    assert plan.of_type(TARGET) == plan.of_type(SCALING) == ()


def test_more_than_the_default_maximum_at_least_needs_no_second_number():
    assert (
        only(plan_with(min_instances=4), CONFIG).inputs["productionVariants"][0][
            "initialInstanceCount"
        ]
        == 4
    )


def test_scaling_goes_before_and_comes_after_a_change_of_the_instance_type():
    plan = plan_with(instance_type="ml.c6i.large")
    machine = only(plan, PARAMETER)
    # Its name is what it is, so that another type replaces it, and scaling with it.
    assert machine.inputs["name"] == "/stepwell/fraud-dev/endpoints/churn/ml.c6i.large"
    assert plan.of_type(TARGET)[0].property_dependencies["resourceId"] >= {machine.urn}
    endpoint = only(plan, ENDPOINT)
    assert machine.urn in endpoint.dependencies
    assert machine.urn not in frozenset().union(*endpoint.property_dependencies.values())


def test_names_the_machine_without_scaling_too_so_that_both_can_change_at_once():
    assert only(plan_with(max_instances=1), PARAMETER)
