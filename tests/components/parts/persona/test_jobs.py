import pytest

from tests.components.persona_support import REGION, granting, personas

MAKERS = ("data-scientist", "ml-engineer")


@pytest.mark.parametrize("persona", MAKERS)
@pytest.mark.parametrize(
    "job", ["CreateTrainingJob", "CreateProcessingJob", "CreateHyperParameterTuningJob"]
)
def test_jobs_are_named_tagged_and_inside_the_vpc(persona, job):
    statements = granting(personas(), persona, f"sagemaker:{job}")
    (statement,) = (s for s in statements if s["Resource"] == f"{REGION}:*/fraud-dev-*")
    assert statement["Condition"] == {
        "StringEquals": {"aws:RequestTag/team": "fraud"},
        "Null": {"sagemaker:VpcSubnets": "false", "sagemaker:VpcSecurityGroupIds": "false"},
    }


@pytest.mark.parametrize("action", ["CreateModel", "CreateTransformJob"])
def test_batch_inference_is_tagged_and_its_model_inside_the_vpc(action):
    (statement,) = granting(personas(), "data-scientist", f"sagemaker:{action}")
    assert statement["Condition"]["StringEquals"] == {"aws:RequestTag/team": "fraud"}
    if action == "CreateModel":
        assert statement["Condition"]["Null"] == {"sagemaker:VpcSubnets": "false"}


def test_gpu_jobs_are_tagged_with_the_team_and_stopped_by_it_only():
    plan = personas()
    (submit,) = granting(plan, "data-scientist", "batch:SubmitJob")
    assert submit["Condition"] == {"StringEquals": {"aws:RequestTag/team": "fraud"}}
    (stop,) = granting(plan, "data-scientist", "batch:TerminateJob")
    assert stop["Condition"] == {"StringEquals": {"aws:ResourceTag/team": "fraud"}}
