import re
from typing import Any

import pytest

from components.errors import InputError
from components.personas import Personas
from tests.components.persona_support import (
    allowed,
    as_list,
    granting,
    personas,
    trust_of,
    wired,
)
from tests.components.support import declare, only

ROLE = "aws:iam/role:Role"
PERSONAS = ("data-scientist", "ml-engineer", "platform-engineer", "auditor")


def test_makes_four_roles_whose_names_people_know():
    plan = personas()
    assert [r.inputs["name"] for r in plan.of_type(ROLE)] == [f"fraud-dev-{p}" for p in PERSONAS]
    assert {r.inputs["maxSessionDuration"] for r in plan.of_type(ROLE)} == {8 * 3600}
    assert set(only(plan, "stepwell:index:Personas").outputs) == {
        "data_scientist_role_arn",
        "ml_engineer_role_arn",
        "platform_engineer_role_arn",
        "auditor_role_arn",
    }


def test_every_role_is_capped_by_the_boundary():
    boundary = "arn:aws:iam::000000000000:policy/fraud-dev-boundary"
    plan = personas(permissions_boundary_arn=boundary)
    assert {r.inputs["permissionsBoundary"] for r in plan.of_type(ROLE)} == {boundary}


def test_guardrails_bind_those_who_start_jobs():
    plan = personas(guardrails_policy_arn="arn:aws:iam::000000000000:policy/guardrails")
    bound = [
        a.name
        for a in plan.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        if a.inputs["policyArn"] == "arn:aws:iam::000000000000:policy/guardrails"
    ]
    assert bound == [
        "fraud-dev-personas-data-scientist-guardrails",
        "fraud-dev-personas-ml-engineer-guardrails",
    ]


def test_policies_fit_the_limits_of_iam_with_the_longest_names():
    prefix = f"{'a' * 20}-{'b' * 10}"
    zones = ("raw_bucket", "curated_bucket", "features_bucket", "artifacts_bucket")
    args: Any = {**wired(prefix, "a" * 20), **dict.fromkeys(zones, "b" * 63)}
    plan = declare(lambda: Personas(f"{prefix}-personas", args))

    def size(text: str) -> int:
        return len(re.sub(r"\s", "", text))

    for policy in plan.of_type("aws:iam/rolePolicy:RolePolicy"):
        assert size(policy.inputs["policy"]) <= 10_240, policy.name
    for policy in plan.of_type("aws:iam/policy:Policy"):
        assert size(policy.inputs["policy"]) <= 6_144, policy.name
    for role in plan.of_type(ROLE):
        assert size(role.inputs["assumeRolePolicy"]) <= 2_048, role.name
        assert len(role.inputs["name"]) <= 64


def test_the_most_that_is_accepted_still_fits_the_limits_of_iam():
    prefix = f"{'a' * 20}-{'b' * 10}"
    people = [f"arn:aws:iam::000000000000:role/{'p' * 33}{i}" for i in range(7)]
    args: Any = {
        **wired(prefix, "a" * 20),
        "studio_instance_types": [f"ml.g6e.{i}xlarge" for i in range(100, 140)],
        "trusted_principal_arns": {"data-scientist": people, "auditor": people * 2},
    }
    plan = declare(lambda: Personas(f"{prefix}-personas", args))
    for policy in plan.of_type("aws:iam/policy:Policy"):
        assert len(re.sub(r"\s", "", policy.inputs["policy"])) <= 6_144, policy.name
    for role in plan.of_type(ROLE):
        assert len(re.sub(r"\s", "", role.inputs["assumeRolePolicy"])) <= 2_048, role.name


def test_more_than_iam_takes_is_refused_before_iam_does():
    people = [f"arn:aws:iam::000000000000:role/{'p' * 33}{i}" for i in range(10, 30)]
    types = [f"ml.g6e.{i}xlarge" for i in range(41)]
    with pytest.raises(InputError) as error:
        personas(
            {
                "trusted_principal_arns": {"data-scientist": people, "auditor": people},
                "studio_instance_types": types,
            }
        )
    fields = [p.field for p in error.value.problems]
    assert fields == [
        "trusted_principal_arns.data-scientist",
        "trusted_principal_arns.auditor",
        "studio_instance_types",
    ]


@pytest.mark.parametrize("persona", PERSONAS)
def test_no_statement_allows_a_wildcard_action_on_every_resource(persona):
    for statement in allowed(personas(), persona):
        assert "*" not in as_list(statement["Action"])
        if statement["Effect"] == "Allow" and "*" in as_list(statement["Resource"]):
            assert not any("*" in action for action in as_list(statement["Action"]))
            assert statement["Sid"] == "ListAndSearchHaveNoResource"


def test_other_teams_are_out_of_reach():
    for persona in PERSONAS:
        for statement in allowed(personas(), persona):
            for resource in as_list(statement["Resource"]):
                if statement["Effect"] == "Allow" and ":sagemaker:" in resource:
                    assert "/fraud-dev-" in resource or statement["Sid"] in {
                        "OpenOwnProfile",
                        "OpenOwnProfileFromStudio",
                        "OwnSpaces",
                        "AppsOfOwnSpaces",
                        "StopAppsOfOwnSpaces",
                        "AppsOfSharedSpaces",
                        "TagWhileCreating",
                        "ReadLineageStudioAndTrainingPlans",
                        "TrainOnReservedMachines",
                        "ReadSageMaker",
                        "OperateStudio",
                    }, (persona, statement["Sid"])


@pytest.mark.parametrize("hours", [0, 13])
def test_rejects_a_session_that_iam_refuses(hours):
    with pytest.raises(InputError, match=f"must be 1 to 12 hours, got {hours}"):
        personas({"session_hours": hours})


def test_lists_every_problem_at_once():
    with pytest.raises(InputError) as error:
        personas(
            {
                "trusted_principal_arns": {"boss": ["arn:aws:iam::1:role/x"], "auditor": ["*"]},
                "studio_user_tag": "aws:user",
                "studio_instance_types": ["t3.medium"],
            }
        )
    assert [str(p) for p in error.value.problems] == [
        "trusted_principal_arns.boss: must be a persona (data-scientist, ml-engineer,"
        " platform-engineer, auditor), got 'boss'",
        "trusted_principal_arns.auditor[0]: must be the ARN of one IAM principal, got '*'",
        "studio_user_tag: must be a tag key of 1 to 128 characters, got 'aws:user'",
        "studio_instance_types[0]: must look like ml.m5.xlarge, got 't3.medium'",
    ]


def test_the_session_tag_picks_the_profile():
    plan = personas({"studio_user_tag": "login"})
    opening = granting(plan, "data-scientist", "sagemaker:CreatePresignedDomainUrl")
    assert "user-profile/*/${aws:PrincipalTag/login}" in opening[0]["Resource"]
    assert "aws:RequestTag/login" in str(trust_of(plan, "data-scientist"))
