import pytest

from components.errors import InputError
from components.parts.training.settings import ManagedTrainingSettings, training_problems
from tests.components.training_support import training


def found(settings: ManagedTrainingSettings) -> list[str]:
    return [str(problem) for problem in training_problems(settings)]


def test_the_default_machine_is_the_first_allowed_one_if_the_usual_is_not_allowed():
    assert found({"allowed_instance_types": ["ml.g6.xlarge"]}) == []


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            {"allowed_instance_types": ["m5.xlarge"]},
            "allowed_instance_types[0]: must look like ml.m5.xlarge, got 'm5.xlarge'",
        ),
        (
            {"allowed_instance_types": []},
            "allowed_instance_types: must list at least one instance type, got an empty list",
        ),
        (
            {"allowed_instance_types": [f"ml.m5.{i}xlarge" for i in range(41)]},
            "allowed_instance_types: must list at most 40 instance types, got 41",
        ),
        (
            {"default_instance_type": "ml.p5.48xlarge"},
            "default_instance_type: must be one of allowed_instance_types, got 'ml.p5.48xlarge'",
        ),
        ({"default_volume_gib": 0}, "default_volume_gib: must be 1 to 16384 GiB, got 0"),
        ({"max_runtime_hours": 673}, "max_runtime_hours: must be 1 to 672 hours, got 673"),
        (
            {"spot_max_wait_hours": 3},
            "spot_max_wait_hours: must be at least max_runtime_hours, which is 24, got 3",
        ),
        (
            {"spot": False, "spot_max_wait_hours": 30},
            "spot_max_wait_hours: must be left out when spot is off",
        ),
        ({"keep_alive_minutes": 361}, "keep_alive_minutes: must be 0 to 360 minutes, got 361"),
        (
            {"spot": True, "keep_alive_minutes": 5},
            "keep_alive_minutes: must be 0 when spot is on, since SageMaker keeps no warm pool of"
            " spot machines, got 5",
        ),
    ],
)
def test_rejects_what_sagemaker_would_refuse(settings, problem):
    assert found(settings) == [problem]


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        training(default_instance_type="ml.p5.48xlarge", max_runtime_hours=0, keep_alive_minutes=-1)
    assert [p.field for p in error.value.problems] == [
        "default_instance_type",
        "max_runtime_hours",
        "keep_alive_minutes",
    ]


PLAN = "arn:aws:sagemaker:eu-west-1:000000000000:training-plan/h100-in-may"
H100 = "ml.p5.48xlarge"


def test_a_training_plan_needs_a_machine_that_plans_reserve_and_no_spot():
    assert found({"training_plan_arn": PLAN, "allowed_instance_types": [H100]}) == []
    wrong = found({"training_plan_arn": "h100", "spot": True})
    assert wrong[0] == "training_plan_arn: must be the ARN of a training plan, got 'h100'"
    assert wrong[1].startswith("default_instance_type: must be one that training plans reserve (")
    assert wrong[2] == "spot: must be false with training_plan_arn, whose machines are reserved"
