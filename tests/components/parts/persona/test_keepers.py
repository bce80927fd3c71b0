import pytest

from tests.components.iam_evaluation import grants
from tests.components.persona_support import allowed, granting, personas

KEEPERS = ("platform-engineer", "auditor")
DATA = (
    "s3:GetObject",
    "s3:PutObject",
    "kms:Decrypt",
    "athena:StartQueryExecution",
    "sagemaker:InvokeEndpoint",
    "sagemaker:GetRecord",
    "sagemaker:CreatePresignedDomainUrl",
    "sagemaker-mlflow:SearchRuns",
    "iam:PassRole",
)


@pytest.mark.parametrize("persona", KEEPERS)
@pytest.mark.parametrize("action", DATA)
def test_keepers_see_no_data(persona, action):
    assert granting(personas(), persona, action) == []


@pytest.mark.parametrize("persona", KEEPERS)
def test_data_stays_refused_whatever_is_attached_later(persona):
    (deny,) = [s for s in allowed(personas(), persona) if s["Effect"] == "Deny"]
    assert deny["Resource"] == "*"
    assert {"s3:GetObject", "kms:Decrypt", "sagemaker:InvokeEndpoint*"} <= set(deny["Action"])


def test_operating_is_not_a_way_into_somebodys_notebook():
    (deny,) = [s for s in allowed(personas(), "platform-engineer") if s["Effect"] == "Deny"]
    assert granting(personas(), "platform-engineer", "sagemaker:StartSession")
    assert "sagemaker:StartSession" in deny["Action"]


def test_the_auditor_changes_nothing():
    reading = ("Describe", "Get", "List", "Lookup", "Query", "Search", "View", "BatchDescribe")
    # A query of logs is started and stopped, and changes nothing.
    queries = {"logs:FilterLogEvents", "logs:StartQuery", "logs:StopQuery"}
    for statement in allowed(personas(), "auditor"):
        if statement["Effect"] == "Allow":
            for action in statement["Action"]:
                assert action.split(":")[1].startswith(reading) or action in queries, action


def test_the_auditor_reads_roles_logs_and_lineage():
    for action in ("iam:GetRolePolicy", "logs:GetLogEvents", "sagemaker:QueryLineage"):
        assert granting(personas(), "auditor", action), action


def test_the_platform_engineer_stops_what_runs_but_changes_no_role():
    for action in ("sagemaker:StopTrainingJob", "sagemaker:DeleteApp", "batch:UpdateJobQueue"):
        assert granting(personas(), "platform-engineer", action), action
    for action in ("iam:PutRolePolicy", "kms:PutKeyPolicy", "s3:PutBucketPolicy"):
        assert granting(personas(), "platform-engineer", action) == [], action


LOGS = "arn:aws:logs:eu-west-1:000000000000:log-group"


def auditor_may(action: str, resource: str = "*") -> bool:
    return grants(allowed(personas(), "auditor"), action, resource)


def test_the_auditor_reads_the_trail_its_events_and_the_saved_queries():
    trail = "arn:aws:cloudtrail:eu-west-1:000000000000:trail"
    for action in ("GetTrail", "GetTrailStatus", "GetEventSelectors", "ListTags"):
        assert auditor_may(f"cloudtrail:{action}", f"{trail}/fraud-dev-audit")
        assert not auditor_may(f"cloudtrail:{action}", f"{trail}/pricing-dev-audit")
    for action in (
        "cloudtrail:DescribeTrails",
        "cloudtrail:ListTrails",
        "cloudtrail:LookupEvents",
        "logs:DescribeQueryDefinitions",
    ):
        assert auditor_may(action), action
    for action in ("StopLogging", "UpdateTrail", "PutEventSelectors", "DeleteTrail"):
        assert not auditor_may(f"cloudtrail:{action}", f"{trail}/fraud-dev-audit"), action


@pytest.mark.parametrize("action", ["StartQuery", "GetQueryResults", "FilterLogEvents"])
def test_the_auditor_reads_the_decisions_on_models(action):
    assert auditor_may(f"logs:{action}", f"{LOGS}:/aws/events/fraud-dev/decisions:*")


@pytest.mark.parametrize("persona", KEEPERS)
@pytest.mark.parametrize(
    ("group", "read"),
    [
        ("fraud-dev-network-flow-logs-1a2b3c4", True),
        ("/fraud-dev/team", True),
        ("/aws/sagemaker/Endpoints/fraud-dev-scorer", True),
        ("aws-waf-logs-fraud-dev-models", True),
        ("fraud-dev2-network-flow-logs-1a2b3c4", False),
        ("antifraud-dev-network-flow-logs-1a2b3c4", False),
        ("/aws/events/fraud-dev2/decisions", False),
        ("/aws/lambda/payroll", False),
    ],
)
def test_logs_of_other_stacks_stay_unread(persona, group, read):
    statements = allowed(personas(), persona)
    assert grants(statements, "logs:FilterLogEvents", f"{LOGS}:{group}:*") is read
