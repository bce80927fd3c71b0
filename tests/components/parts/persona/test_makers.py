import pytest

from tests.components.iam_evaluation import grants
from tests.components.persona_support import REGION, allowed, as_list, granting, personas, wired

MAKERS = ("data-scientist", "ml-engineer")
LAMBDA = "arn:aws:lambda:eu-west-1:000000000000:function"


def test_the_data_scientist_passes_the_training_role_to_sagemaker_and_nothing_else():
    (statement,) = granting(personas(), "data-scientist", "iam:PassRole")
    assert statement["Resource"] == [wired().get("training_role_arn")]
    assert statement["Condition"] == {
        "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
    }


def test_without_a_training_role_the_data_scientist_passes_none():
    assert granting(personas(training_role_arn=None), "data-scientist", "iam:PassRole") == []


def test_the_data_scientist_registers_but_cannot_approve_or_deploy():
    plan = personas()
    (register,) = granting(plan, "data-scientist", "sagemaker:CreateModelPackage")
    assert register["Condition"] == {
        "StringEqualsIfExists": {"sagemaker:ModelApprovalStatus": "PendingManualApproval"}
    }
    for action in ("UpdateModelPackage", "CreateEndpoint", "UpdateEndpoint", "CreatePipeline"):
        assert granting(plan, "data-scientist", f"sagemaker:{action}") == [], action


def test_the_ml_engineer_approves_and_deploys_what_others_register():
    plan = personas()
    for action in ("UpdateModelPackage", "CreateEndpoint", "StartPipelineExecution"):
        assert granting(plan, "ml-engineer", f"sagemaker:{action}"), action
    assert granting(plan, "ml-engineer", "sagemaker:CreateModelPackage") == []


def test_the_ml_engineer_passes_the_roles_of_the_teams_endpoints_and_pipelines():
    (statement,) = granting(personas(), "ml-engineer", "iam:PassRole")
    assert statement["Resource"] == [
        wired().get("training_role_arn"),
        "arn:aws:iam::000000000000:role/fraud-dev-endpoint-*",
        "arn:aws:iam::000000000000:role/fraud-dev-pipeline-*",
    ]


def test_experiments_go_to_the_tracking_server_that_is_wired_in():
    arn = f"{REGION}:mlflow-tracking-server/shared"
    (own,) = granting(personas(), "data-scientist", "sagemaker-mlflow:LogMetric")
    (shared,) = granting(
        personas(tracking_server_arn=arn), "data-scientist", "sagemaker-mlflow:LogMetric"
    )
    assert own["Resource"] == f"{REGION}:mlflow-tracking-server/fraud-dev-*"
    assert shared["Resource"] == arn


def test_logs_of_other_teams_in_the_shared_log_groups_stay_unread():
    for action in ("logs:GetLogEvents", "logs:FilterLogEvents"):
        for statement in granting(personas(), "data-scientist", action):
            for resource in as_list(statement["Resource"]):
                assert "fraud-dev" in resource, statement["Sid"]


def may(persona: str, action: str, resource: str) -> bool:
    in_vpc = {"sagemaker:VpcSubnets": ["subnet-1"], "sagemaker:VpcSecurityGroupIds": ["sg-1"]}
    context = {"aws:RequestTag/team": "fraud", **in_vpc}
    return grants(allowed(personas(), persona), action, resource, context)


@pytest.mark.parametrize("function", ["fraud-dev-retraining-start", "fraud-dev-deploy-scorer"])
def test_the_ml_engineer_starts_training_and_deploys_again(function):
    assert may("ml-engineer", "lambda:InvokeFunction", f"{LAMBDA}:{function}")
    assert not may("data-scientist", "lambda:InvokeFunction", f"{LAMBDA}:{function}")


@pytest.mark.parametrize(
    "function",
    [
        "fraud-dev2-retraining-start",
        "fraud-prod-deploy-scorer",
        "pricing-dev-deploy-scorer",
        "fraud-dev-retraining-start-2",
        "fraud-dev-idle-function-1a2b3c4",
    ],
)
def test_no_other_function_is_started_by_hand(function):
    assert not may("ml-engineer", "lambda:InvokeFunction", f"{LAMBDA}:{function}")


@pytest.mark.parametrize("action", ["UpdateFunctionCode", "GetFunction", "AddPermission"])
def test_whoever_starts_a_function_does_not_change_or_read_it(action):
    assert not may("ml-engineer", f"lambda:{action}", f"{LAMBDA}:fraud-dev-deploy-scorer")


PIPELINE = f"{REGION}:pipeline/fraud-dev-training"


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("StartPipelineExecution", PIPELINE),
        ("StopPipelineExecution", f"{PIPELINE}/execution/1a2b"),
        ("RetryPipelineExecution", f"{PIPELINE}/execution/1a2b"),
    ],
)
def test_the_ml_engineer_runs_the_pipelines_of_the_team_alone(action, resource):
    assert may("ml-engineer", f"sagemaker:{action}", resource)
    assert not may("data-scientist", f"sagemaker:{action}", resource)
    of_others = resource.replace("fraud-dev-", "pricing-dev-")
    assert not may("ml-engineer", f"sagemaker:{action}", of_others)


@pytest.mark.parametrize("persona", MAKERS)
@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("DescribePipelineExecution", f"{PIPELINE}/execution/1a2b"),
        ("ListPipelineExecutionSteps", f"{PIPELINE}/execution/1a2b"),
        ("DescribeFeatureGroup", f"{REGION}:feature-group/fraud-dev-clicks"),
        ("DescribeFeatureMetadata", f"{REGION}:feature-group/fraud-dev-clicks"),
    ],
)
def test_makers_see_how_runs_went_and_what_features_mean(persona, action, resource):
    assert may(persona, f"sagemaker:{action}", resource)
    assert not may(persona, f"sagemaker:{action}", resource.replace("fraud-dev-", "pricing-dev-"))


@pytest.mark.parametrize(
    "action", ["CreateFeatureGroup", "UpdateFeatureGroup", "DeleteFeatureGroup"]
)
def test_feature_groups_are_changed_through_the_stack(action):
    for persona in MAKERS:
        assert not may(persona, f"sagemaker:{action}", f"{REGION}:feature-group/fraud-dev-clicks")


@pytest.mark.parametrize("reserved", ["training-plan/big", "reserved-capacity/1a2b"])
def test_the_ml_engineer_trains_on_reserved_machines_and_buys_none(reserved):
    arn = f"{REGION}:{reserved}"
    assert may("ml-engineer", "sagemaker:CreateTrainingJob", arn)
    assert not may("data-scientist", "sagemaker:CreateTrainingJob", arn)
    for action in ("CreateTrainingPlan", "CreateReservedCapacity", "AddTags"):
        assert not may("ml-engineer", f"sagemaker:{action}", arn), action


def test_a_job_on_reserved_machines_is_still_the_teams_and_inside_the_vpc():
    statements = allowed(personas(), "ml-engineer")
    action, job = "sagemaker:CreateTrainingJob", f"{REGION}:training-job/fraud-dev-1"
    assert not grants(statements, action, job, {"aws:RequestTag/team": "fraud"})
    assert not may("ml-engineer", action, f"{REGION}:training-job/pricing-dev-1")


def test_both_makers_see_the_training_plans_of_the_account():
    for persona in MAKERS:
        assert may(persona, "sagemaker:ListTrainingPlans", "*")
        assert may(persona, "sagemaker:DescribeTrainingPlan", f"{REGION}:training-plan/big")
