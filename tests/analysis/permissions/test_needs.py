"""The table names every type that stacks declare, and only actions that AWS has."""

import pytest

from analysis.permissions.needs import NATIVE, Action, needs
from sandbox.provider.tables import resource_types as known_to_the_sandbox
from tests.analysis.permissions.published import (
    NO_OPERATION,
    OPERATIONS,
    TAG,
    matching,
    operations,
    resource_types,
)

TAGS_BEFORE_IT_IS = "kms:TagResource"
"""Asked for when a key is made, without an ARN; tags in the request limit it."""

ANY_OF_EC2 = "arn:{partition}:ec2:{region}:{account}:*/*"
"""Stands for every resource of EC2, of which only the stack's own may be tagged."""


def actions() -> list[Action]:
    return [action for entry in needs().values() for action in entry.actions]


def test_every_type_has_an_entry_and_no_entry_is_of_an_unknown_type():
    assert needs().keys() - {NATIVE} == known_to_the_sandbox().keys()


@pytest.mark.parametrize("token", sorted(needs()))
def test_every_type_can_be_made_read_and_deleted(token):
    performed = {action.operation for action in needs()[token].actions}
    assert {"create", "read"} <= performed
    assert "delete" in performed or token == "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"


def test_every_action_is_one_of_its_service():
    named = {action.name for action in actions()} - NO_OPERATION
    services = {name: name.split(":") for name in named}
    assert [
        name
        for name, (service, bare) in sorted(services.items())
        if OPERATIONS.get(name, bare) not in operations(service)
    ] == []
    assert [a.name for a in actions() if resource_types(a.name) is None] == []


def test_every_action_is_limited_as_far_as_aws_can_limit_it():
    wide = {
        action.name
        for action in actions()
        for scope in action.scopes
        if _arn(scope) == "*" and resource_types(action.name)
    }
    assert wide == {TAGS_BEFORE_IT_IS}


def test_every_action_is_about_what_aws_says_it_is_about():
    assert [
        (action.name, scope)
        for action in actions()
        for scope in action.scopes
        if _arn(scope) not in ("*", ANY_OF_EC2) and not matching(action.name, _arn(scope))
    ] == []


def test_tags_are_asked_for_only_where_aws_looks_at_them():
    assert [
        (action.name, scope)
        for action in actions()
        for scope in action.scopes
        if scope.split()[0] in ("own", "kin", "granted") and _arn(scope) != ANY_OF_EC2
        if not any(TAG in kind["ConditionKeys"] for kind in matching(action.name, _arn(scope)))
    ] == []


def _arn(scope: str) -> str:
    return scope.split()[-1]
