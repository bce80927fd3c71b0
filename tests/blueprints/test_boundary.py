"""No role of a stack is given what its boundary takes away again, whatever parts there are."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Any

import pytest

from blueprints import BLUEPRINTS
from plan.plan import Plan, Resource
from tests.blueprints.every_part import every_part
from tests.blueprints.support import LEFT_OUT, compose

ROLE = "aws:iam/role:Role"
ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy"
POLICY = "aws:iam/policy:Policy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
ROLES = "arn:aws:iam::000000000000:role"
LARGEST_POLICY_CHARACTERS = 6144

# What AWS's own policies allow (AWS Managed Policy Reference).
OF_AWS = {
    "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs": [
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:PutLogEvents",
    ],
}

Statement = dict[str, Any]


@dataclass(frozen=True)
class Bounded:
    """A plan, seen from the boundary of its roles."""

    level: int
    plan: Plan

    @cached_property
    def boundary(self) -> Resource:
        """The policy that nearly every role carries; CI has one of its own."""
        (found,) = (p for p in self.plan.of_type(POLICY) if p.name == "fraud-dev-boundary-policy")
        return found

    def of_boundary(self, effect: str, action: str = "*") -> list[Statement]:
        """Its statements of one effect that speak of an action, whatever else they do."""
        return [
            s
            for s in statements(self.boundary)
            if s["Effect"] == effect and (action == "*" or action in listed(s["Action"]))
        ]

    def bounded_roles(self) -> list[Resource]:
        """Roles that carry it."""
        carried = f"<<{self.boundary.name}#arn>>"
        roles = self.plan.of_type(ROLE)
        return [r for r in roles if r.inputs.get("permissionsBoundary") == carried]

    def given(self) -> Iterator[tuple[str, Statement]]:
        """What is allowed to those roles, and by policies that people attach themselves."""
        # A policy names its role by a mark, or by the role's name where it has one of its own.
        roles = self.bounded_roles()
        bounded = {r.name for r in roles} | {r.inputs["name"] for r in roles if "name" in r.inputs}
        attached = [
            (a.inputs["policyArn"], name_of(a.inputs["role"]))
            for a in self.plan.of_type(ATTACHMENT)
        ]
        owners = dict[str, set[str]]()
        for arn, role in attached:
            owners.setdefault(name_of(arn), set()).add(role)
        for policy in self.plan.of_type(ROLE_POLICY):
            if name_of(policy.inputs["role"]) in bounded:
                yield from self._allowed(policy)
        boundaries = {name_of(r.inputs["permissionsBoundary"]) for r in self.plan.of_type(ROLE)}
        for policy in self.plan.of_type(POLICY):
            having = owners.get(policy.name, bounded)
            if policy.name not in boundaries and having & bounded:
                yield from self._allowed(policy)
        for arn, role in attached:
            if role in bounded and not arn.startswith("<<"):
                yield arn, {"Action": OF_AWS[arn], "Resource": "*"}

    def _allowed(self, policy: Resource) -> Iterator[tuple[str, Statement]]:
        for statement in statements(policy):
            if statement["Effect"] == "Allow":
                yield policy.name, statement

    def role_arn(self, value: str) -> str:
        """ARN of a role that a policy names, which is known by its logical name at least."""
        mark = re.fullmatch(r"<<(.+)#arn>>", value)
        if mark is None:
            return value
        (role,) = (r for r in self.plan.of_type(ROLE) if r.name == mark[1])
        # Without a name of its own, Pulumi puts some characters after the logical name.
        return f"{ROLES}/{role.inputs.get('name', f'{role.name}-1a2b3c4')}"


def name_of(value: str) -> str:
    """Logical name behind a mark, or the value itself."""
    mark = re.fullmatch(r"<<(.+)#\w+>>", value)
    return mark[1] if mark else value


def statements(policy: Resource) -> list[Statement]:
    return json.loads(policy.inputs["policy"])["Statement"]


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def among(value: str, patterns: list[str]) -> bool:
    return any(fnmatchcase(value, pattern) for pattern in patterns)


@pytest.fixture(scope="module", params=sorted(BLUEPRINTS), ids="level-{}".format)
def stack(request, tmp_path_factory):
    project = tmp_path_factory.mktemp("project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        yield Bounded(
            request.param, compose(every_part(request.param, project), level=request.param)
        )


def test_the_settings_bring_up_every_part_of_the_level(stack):
    blueprint = BLUEPRINTS[stack.level]
    types = {resource.type for resource in stack.plan}
    for part, component in blueprint.part_types.items():
        assert f"stepwell:index:{component.__name__}" in types, part


def test_every_role_has_a_boundary(stack):
    for role in stack.plan.of_type(ROLE):
        assert role.inputs.get("permissionsBoundary"), role.name


def test_no_role_is_given_more_than_the_boundary_lets_it_use(stack):
    usable = [a for s in stack.of_boundary("Allow") for a in listed(s["Action"])]
    for policy, statement in stack.given():
        beyond = [a for a in listed(statement["Action"]) if not among(a, usable)]
        assert not beyond, f"{policy}: {beyond}"


def test_no_role_is_given_what_the_boundary_denies_outright(stack):
    (never,) = (s for s in stack.of_boundary("Deny") if "Condition" not in s)
    for policy, statement in stack.given():
        denied = [a for a in listed(statement["Action"]) if among(a, never["Action"])]
        assert not denied, f"{policy}: {denied}"


def test_roles_are_passed_to_services_that_the_boundary_names(stack):
    (passing,) = stack.of_boundary("Allow", "iam:PassRole")
    services = passing["Condition"]["StringEquals"]["iam:PassedToService"]
    for policy, statement in stack.given():
        if "iam:PassRole" in listed(statement["Action"]):
            passed_to = listed(statement["Condition"]["StringEquals"]["iam:PassedToService"])
            assert set(passed_to) <= set(services), policy
            for role in listed(statement["Resource"]):
                assert among(stack.role_arn(role), listed(passing["Resource"])), policy


def test_roles_are_assumed_that_the_boundary_names(stack):
    (assuming,) = stack.of_boundary("Allow", "sts:AssumeRole")
    for policy, statement in stack.given():
        if "sts:AssumeRole" in listed(statement["Action"]):
            for role in listed(statement["Resource"]):
                assert among(stack.role_arn(role), listed(assuming["Resource"])), policy


def test_the_boundary_fits_into_a_managed_policy(stack):
    text = re.sub(r"\s", "", stack.boundary.inputs["policy"])
    assert len(text) <= LARGEST_POLICY_CHARACTERS


def test_people_start_the_functions_that_the_stack_has_for_it(stack):
    """The names are the blueprint's, and what people may start goes by them."""
    (start,) = (s for _, s in stack.given() if s.get("Sid") == "StartTrainingAndDeployAgain")
    functions = [f.inputs.get("name") for f in stack.plan.of_type("aws:lambda/function:Function")]
    startable = {
        name
        for name in filter(None, functions)
        if among(f"arn:aws:lambda:eu-west-1:000000000000:function:{name}", start["Resource"])
    }
    has = {"fraud-dev-retraining-start", "fraud-dev-deploy-scorer"}
    assert startable == (has if has & set(functions) else set())


def test_models_are_fetched_within_the_partition_of_the_region():
    settings = {
        "without": [*LEFT_OUT, "training_pipeline", "model_monitors", "smoke_test"],
        "registry": {"groups": {"scorer": {}}},
        "model_promotion": {
            "source_account": "314159265358",
            "source_prefix": "fraud-test",
            "source_bucket": "fraud-test-artifacts",
        },
    }
    plan = compose(settings, level=2, region="cn-north-1")
    boundary = next(r for r in plan if r.name == "fraud-dev-boundary-policy")
    allowed = next(s for s in statements(boundary) if s["Sid"] == "AssumeOwnRoles")
    assert all(arn.startswith("arn:aws-cn:iam::") for arn in allowed["Resource"])
