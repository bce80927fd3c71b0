import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.model_deployment import ModelDeployment, ModelDeploymentArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

PARAMETER = "aws:ssm/parameter:Parameter"
RULE = "aws:cloudwatch/eventRule:EventRule"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
GROUP = "arn:aws:sagemaker:eu-west-1:000000000000:model-package-group/fraud-dev-churn"
VERSIONS = "arn:aws:sagemaker:eu-west-1:000000000000:model-package/fraud-dev-churn/*"
ROLE = "arn:aws:iam::000000000000:role/fraud-dev-churn-role"
SAGEMAKER = "arn:aws:sagemaker:eu-west-1:000000000000"
SERVING = {"CreateModel": {"ExecutionRoleArn": ROLE}, "CreateEndpointConfig": {}}


def plan_with(name: str = "fraud-dev-churn-deployment", **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "endpoint": "churn",
        "endpoint_name": "fraud-dev-churn",
        "endpoint_role_arn": ROLE,
        "group": "churn",
        "group_arn": GROUP,
        "serving": json.dumps(SERVING),
        "kms_key_arn": KEY,
        "topic_arn": "arn:aws:sns:eu-west-1:000000000000:fraud",
    }
    args = cast(ModelDeploymentArgs, {**wired, **more})
    return declared(ModelDeployment, name, args)


def parameters(plan: Plan) -> dict[str, Any]:
    return {p.inputs["name"].rsplit("/", 1)[-1]: p for p in plan.of_type(PARAMETER)}


def allowed(plan: Plan) -> dict[str, dict[str, Any]]:
    return {
        s["Sid"]: s
        for s in statements(only(plan, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    }


def test_says_what_the_endpoint_is_to_serve_and_how():
    parameter = parameters(plan_with())["wanted"]
    assert parameter.inputs["name"] == "/stepwell/fraud-dev/endpoints/churn/wanted"
    assert json.loads(parameter.inputs["insecureValue"]) == {
        "endpoint": "fraud-dev-churn",
        "group": GROUP,
        "version": None,
        "serving": SERVING,
    }


def test_going_back_is_one_number():
    before, after = (
        json.loads(parameters(plan_with(**w))["wanted"].inputs["insecureValue"])
        for w in ({}, {"version": 3})
    )
    assert after.pop("version") == 3
    assert before.pop("version") is None
    assert before == after


def test_starts_without_having_tried_anything():
    attempt = parameters(plan_with())["attempt"]
    assert attempt.inputs["name"] == "/stepwell/fraud-dev/endpoints/churn/attempt"
    assert attempt.inputs["insecureValue"] == "{}"


def test_every_event_that_may_change_what_is_served_wakes_the_function():
    plan = plan_with()
    rules = {
        r.name.removeprefix("fraud-dev-churn-deployment-"): r.inputs for r in plan.of_type(RULE)
    }
    assert rules.pop("hourly")["scheduleExpression"] == "rate(1 hour)"
    details = {name: json.loads(r["eventPattern"])["detail"] for name, r in rules.items()}
    assert details == {
        "decided": {"ModelPackageGroupName": ["fraud-dev-churn"]},
        "ready": {"EndpointName": ["fraud-dev-churn"], "EndpointStatus": ["IN_SERVICE"]},
        "wanted": {
            "name": ["/stepwell/fraud-dev/endpoints/churn/wanted"],
            "operation": ["Create", "Update"],
        },
    }
    targets = plan.of_type("aws:cloudwatch/eventTarget:EventTarget")
    assert len(targets) == 4
    assert all(t.inputs["deadLetterConfig"] for t in targets)


def test_the_wish_is_written_once_somebody_listens():
    parameter = parameters(plan_with())["wanted"]
    assert any("deployment-wanted-to-function" in urn for urn in parameter.dependencies)


def test_the_function_makes_only_what_carries_the_endpoints_name():
    may = allowed(plan_with())
    assert may["MakeModels"]["Resource"] == f"{SAGEMAKER}:model/fraud-dev-churn-v*"
    assert may["MakeConfigurations"]["Resource"] == (
        f"{SAGEMAKER}:endpoint-config/fraud-dev-churn-v*"
    )
    assert may["DeployToTheEndpoint"]["Resource"][0] == f"{SAGEMAKER}:endpoint/fraud-dev-churn"
    assert may["ReadVersions"]["Resource"] == VERSIONS
    assert not any(
        a.removeprefix("sagemaker:") == "DeleteEndpoint" for s in may.values() for a in s["Action"]
    )


def test_the_function_hands_over_the_endpoints_role_and_no_other():
    passes = allowed(plan_with())["HandOverTheEndpointsRole"]
    assert passes["Resource"] == ROLE
    assert passes["Condition"] == {
        "StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}
    }


def test_the_function_notes_only_what_it_tried():
    may = allowed(plan_with())
    writes = [s for s in may.values() if "ssm:PutParameter" in s["Action"]]
    assert [s["Sid"] for s in writes] == ["NoteWhatWasTried"]
    assert "wanted" not in str(writes[0]["Resource"])


def test_its_role_is_capped_like_the_others():
    plan = plan_with(permissions_boundary_arn="arn:aws:iam::1:policy/b")
    assert (
        only(plan, "aws:iam/role:Role").inputs["permissionsBoundary"] == "arn:aws:iam::1:policy/b"
    )


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        plan_with(name="n" * 52, endpoint="e" * 38, group="Churn", version=0, log_retention_days=2)
    assert [str(p).partition(", 3, 5")[0] for p in error.value.problems] == [
        f"name: must be at most 51 characters, got {'n' * 52!r}",
        f"endpoint: must be at most 47 characters, got {'fraud-dev-' + 'e' * 38!r}",
        "group: must be the name of a group in registry, got 'Churn'",
        "version: must be the number of a version, 1 or more, got 0",
        "log_retention_days: must be one of 1",
    ]
