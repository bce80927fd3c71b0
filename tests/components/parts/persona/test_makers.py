from tests.components.persona_support import REGION, as_list, granting, personas, wired


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
