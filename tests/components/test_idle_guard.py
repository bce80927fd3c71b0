import json
from typing import Any, cast

import pytest

from components.errors import InputError
from components.functions.stop_idle import WARNED
from components.idle_guard import IdleGuard, IdleGuardArgs
from components.parts.idle.statements import WARNED_TAG
from plan.plan import Plan
from tests.components.support import declare, declared, only, statements

FUNCTION = "aws:lambda/function:Function"
POLICY = "aws:iam/rolePolicy:RolePolicy"
ROLE = "aws:iam/role:Role"
SCHEDULE = "aws:scheduler/schedule:Schedule"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
BOUNDARY = "arn:aws:iam::000000000000:policy/boundary"
HERE = "arn:aws:sagemaker:eu-west-1:000000000000"


def plan_with(**more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "topic_arn": TOPIC,
        "team": "fraud",
        "environment": "dev",
        "domain_id": "d-abc",
        "permissions_boundary_arn": BOUNDARY,
    }
    args = cast(IdleGuardArgs, {**wired, **more})
    return declared(IdleGuard, "fraud-dev-idle", args)


def rights(plan: Plan) -> list[dict[str, Any]]:
    document = next(p for p in plan.of_type(POLICY) if "function" in p.name).inputs["policy"]
    return statements(document)


def actions(plan: Plan) -> set[str]:
    listed = (s["Action"] for s in rights(plan))
    return {a for one in listed for a in ([one] if isinstance(one, str) else one)}


STOPPING = {
    "sagemaker:DeleteApp",
    "sagemaker:DeleteEndpoint",
    "sagemaker:StopNotebookInstance",
    "sagemaker:UpdateEndpointWeightsAndCapacities",
}


def test_by_default_it_warns_and_could_not_stop_anything():
    plan = plan_with()
    settings = json.loads(only(plan, FUNCTION).inputs["environment"]["variables"]["SETTINGS"])
    kinds = ("endpoints", "notebook_instances", "apps")
    assert {settings[kind] for kind in kinds} == {"warn"}
    assert (settings["idle_hours"], settings["app_hours"], settings["grace_hours"]) == (24, 72, 24)
    assert not actions(plan) & STOPPING


@pytest.mark.parametrize(
    ("setting", "action", "resource"),
    [
        (
            {"endpoints": "scale-in"},
            "sagemaker:UpdateEndpointWeightsAndCapacities",
            f"{HERE}:endpoint/fraud-dev-*",
        ),
        ({"endpoints": "delete"}, "sagemaker:DeleteEndpoint", f"{HERE}:endpoint/fraud-dev-*"),
        (
            {"notebook_instances": "stop"},
            "sagemaker:StopNotebookInstance",
            f"{HERE}:notebook-instance/fraud-dev-*",
        ),
        ({"apps": "stop"}, "sagemaker:DeleteApp", f"{HERE}:app/d-abc/*"),
    ],
)
def test_each_choice_gives_one_right_on_the_stacks_own(
    setting: dict[str, str], action: str, resource: str
):
    plan = plan_with(**setting)
    assert actions(plan) & STOPPING == {action}
    (statement,) = [s for s in rights(plan) if s["Action"] == action]
    assert statement["Resource"] == [resource]


def test_stops_apps_of_the_team_only():
    (statement,) = [s for s in rights(plan_with(apps="stop")) if s["Sid"] == "DeleteApp"]
    assert statement["Condition"] == {"StringEquals": {"aws:ResourceTag/team": "fraud"}}


def test_without_a_domain_there_are_no_apps_to_look_at():
    plan = declare(
        lambda: IdleGuard(
            "fraud-dev-idle",
            {
                "prefix": "fraud-dev",
                "kms_key_arn": KEY,
                "topic_arn": TOPIC,
                "team": "fraud",
                "environment": "dev",
                "apps": "stop",  # pyright: ignore[reportArgumentType]
            },
        )
    )
    assert "app/" not in json.dumps(rights(plan))
    assert "sagemaker:DeleteApp" not in actions(plan)


def test_may_set_no_tag_but_the_one_it_remembers_by():
    (statement,) = [s for s in rights(plan_with()) if s["Sid"] == "RememberWarnings"]
    assert statement["Condition"]["ForAllValues:StringEquals"] == {"aws:TagKeys": [WARNED_TAG]}
    assert WARNED_TAG == WARNED


def test_runs_every_three_hours_and_keeps_what_failed():
    plan = plan_with()
    schedule = only(plan, SCHEDULE).inputs
    assert schedule["scheduleExpression"] == "rate(3 hours)"
    assert schedule["target"]["deadLetterConfig"]


def test_every_role_is_capped():
    roles = plan_with().of_type(ROLE)
    assert {r.inputs["permissionsBoundary"] for r in roles} == {BOUNDARY}


def test_the_names_to_keep_fit_the_environment_of_a_function():
    longest = [f"{index:063}" for index in range(41)]
    settings = only(plan_with(keep=longest[:40]), FUNCTION).inputs["environment"]["variables"]
    assert len(settings["SETTINGS"]) + len("SETTINGS") < 4096
    with pytest.raises(InputError, match="keep: must be at most 40 names, got 41"):
        plan_with(keep=longest)


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        plan_with(endpoints="stop", apps="delete", idle_hours=2, grace_hours=721, keep=["a", "a"])
    assert [str(p) for p in error.value.problems] == [
        "endpoints: must be warn or scale-in or delete, got 'stop'",
        "apps: must be warn or stop, got 'delete'",
        "idle_hours: must be 3 to 720 hours, got 2",
        "grace_hours: must be 3 to 720 hours, got 721",
        "keep: must name each resource once, got ['a', 'a']",
    ]
