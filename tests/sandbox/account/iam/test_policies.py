"""AWS's evaluation of everything that has a say about one request."""

from typing import Any

import pytest

from sandbox.account.iam.policies import (
    Asked,
    Caller,
    Policies,
    applies,
    refusal,
    statements,
)

BUCKET = "arn:aws:s3:::mine"
OBJECT = f"{BUCKET}/a.csv"
ASKED = Asked("s3:GetObject", OBJECT, {"aws:resourcetag/team": "fraud"})
ROLE = "arn:aws:iam::000000000000:role/deploy"
ME = "arn:aws:sts::000000000000:assumed-role/deploy/ci"
ACCOUNT = "arn:aws:iam::000000000000:root"
SESSION = Caller(ME, (ROLE,), ("000000000000", ACCOUNT))
USER = Caller("arn:aws:iam::000000000000:user/jo", (), ("000000000000", ACCOUNT))


def statement(effect: str = "Allow", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": "s3:*", "Resource": "*", **more}


def named(principal: Any, effect: str = "Allow") -> list[dict[str, Any]]:
    return [statement(effect, Principal=principal)]


ALLOW, DENY = [statement()], [statement("Deny")]


def no(kind: str) -> str:
    return f"because no {kind} allows the s3:GetObject action"


def denied(kind: str) -> str:
    return f"with an explicit deny in a{kind}"


BOUNDARY, LIMITS = "permissions boundary", "session policy"
NO_IDENTITY, NO_RESOURCE = no("identity-based policy"), no("resource-based policy")


@pytest.mark.parametrize(
    ("policies", "reason"),
    [
        (Policies(ALLOW), None),
        (Policies(), NO_IDENTITY),
        (Policies(ALLOW + DENY), denied("n identity-based policy")),
        (Policies(ALLOW, {BOUNDARY: ALLOW, LIMITS: ALLOW}), None),
        (Policies(ALLOW, {BOUNDARY: []}), no(BOUNDARY)),
        (Policies(ALLOW, {BOUNDARY: ALLOW + DENY}), denied(f" {BOUNDARY}")),
        (Policies([], {BOUNDARY: ALLOW}), NO_IDENTITY),
        (Policies(ALLOW, {LIMITS: []}), no(LIMITS)),
        (Policies(ALLOW, {LIMITS: ALLOW + DENY}), denied(f" {LIMITS}")),
        (Policies(ALLOW, resource=named("*", "Deny")), denied(" resource-based policy")),
        (Policies(ALLOW, resource=named({"AWS": ROLE}, "Deny")), denied(" resource-based policy")),
        (Policies(ALLOW, resource=named({"AWS": "arn:aws:iam::1:role/x"}, "Deny")), None),
        (Policies(resource=named({"AWS": ROLE})), None),
        (Policies(resource=named("*")), None),
        (Policies(resource=named({"AWS": [ACCOUNT]})), NO_IDENTITY),
        (Policies(resource=named({"AWS": "000000000000"})), NO_IDENTITY),
        (Policies(resource=named({"Service": "logs.amazonaws.com"})), NO_IDENTITY),
        # A boundary and a session's policy limit a role, whoever allows it something, and not what
        # is allowed to a session by its own name.
        (Policies([], {BOUNDARY: []}, named({"AWS": ROLE})), no(BOUNDARY)),
        (Policies([], {LIMITS: []}, named({"AWS": ROLE})), no(LIMITS)),
        (Policies([], {BOUNDARY: [], LIMITS: []}, named({"AWS": ME})), None),
        (Policies([], {BOUNDARY: DENY}, named({"AWS": ME})), denied(f" {BOUNDARY}")),
        (Policies(DENY, resource=named({"AWS": ME})), denied("n identity-based policy")),
        # Keys, and roles that are assumed.
        (Policies(ALLOW, resource=named({"AWS": ACCOUNT}), must_be_named=True), None),
        (Policies([], resource=named({"AWS": ACCOUNT}), must_be_named=True), NO_IDENTITY),
        (Policies([], resource=named({"AWS": ROLE}), must_be_named=True), None),
        (Policies(ALLOW, resource=[], must_be_named=True), NO_RESOURCE),
        # In another account both sides have to allow it, and no name goes past the own one's.
        (Policies(ALLOW, elsewhere=True), NO_RESOURCE),
        (Policies(ALLOW, resource=[], elsewhere=True), NO_RESOURCE),
        (Policies([], resource=named({"AWS": ROLE}), elsewhere=True), NO_IDENTITY),
        (Policies([], resource=named({"AWS": ME}), elsewhere=True), NO_IDENTITY),
        (Policies(ALLOW, {BOUNDARY: []}, named({"AWS": ME}), elsewhere=True), no(BOUNDARY)),
        (Policies(ALLOW, resource=named({"AWS": ACCOUNT}), elsewhere=True), None),
        # What comes through an endpoint of a VPC has to be allowed by that, too.
        (Policies(ALLOW, endpoint=named("*")), None),
        (
            Policies(ALLOW, endpoint=named({"AWS": "arn:aws:iam::1:root"})),
            no("VPC endpoint policy"),
        ),
        (Policies(ALLOW, endpoint=named("*", "Deny")), denied(" VPC endpoint policy")),
        (Policies([], resource=named({"AWS": ME}), endpoint=[]), no("VPC endpoint policy")),
    ],
)
def test_who_decides(policies, reason):
    assert refusal(ASKED, policies, SESSION) == reason


def test_a_boundary_does_not_limit_what_is_allowed_to_a_user_by_name():
    of_user = named({"AWS": USER.arn})
    assert refusal(ASKED, Policies([], {BOUNDARY: []}, of_user), USER) is None
    assert (
        refusal(ASKED, Policies([], {BOUNDARY: []}, of_user, elsewhere=True), USER) == NO_IDENTITY
    )


@pytest.mark.parametrize(
    ("more", "applied"),
    [
        ({}, True),
        ({"Action": ["S3:getobject"]}, True),
        ({"Action": "s3:Put*"}, False),
        ({"Action": None, "NotAction": "s3:Put*"}, True),
        ({"Action": None, "NotAction": ["s3:Get*"]}, False),
        ({"Resource": [f"{BUCKET}/*.csv"]}, True),
        ({"Resource": BUCKET}, False),
        ({"Resource": None, "NotResource": f"{BUCKET}/*"}, False),
        ({"Condition": {"StringEquals": {"aws:ResourceTag/team": "fraud"}}}, True),
        ({"Condition": {"StringEquals": {"aws:ResourceTag/team": "risk"}}}, False),
    ],
)
def test_what_a_statement_is_about(more, applied):
    given = {name: value for name, value in statement(**more).items() if value is not None}
    assert applies(given, ASKED) is applied


@pytest.mark.parametrize(
    ("excepted", "refused"),
    [
        ([ME, ROLE, ACCOUNT], False),
        ([ME, ROLE, "000000000000"], False),
        ([ME, ROLE], True),
        ([ROLE, ACCOUNT], True),
        ([ACCOUNT], True),
        (["arn:aws:iam::1:root"], True),
    ],
)
def test_a_session_is_excepted_only_together_with_its_role_and_account(excepted, refused):
    but = {**statement("Deny"), "NotPrincipal": {"AWS": excepted}}
    assert bool(refusal(ASKED, Policies(ALLOW, resource=[but]), SESSION)) is refused


def test_everybody_but_somebody_is_allowed():
    but_us = {**statement(), "NotPrincipal": {"AWS": ROLE}}
    but_others = {**statement(), "NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}
    assert refusal(ASKED, Policies(resource=[but_us]), SESSION) == NO_IDENTITY
    assert refusal(ASKED, Policies(resource=[but_others]), SESSION) is None


def test_a_policy_of_the_old_version_has_no_variables():
    text = '{"Version": "%s", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "%s"}}'
    asked = Asked("s3:GetObject", "arn:aws:s3:::home/jo", {"aws:username": "jo"})
    for version, found in (("2012-10-17", True), ("2008-10-17", False)):
        [only] = statements(text % (version, "arn:aws:s3:::home/${aws:username}"))
        assert applies(only, asked) is found
    assert statements("no policy") == statements("[]") == statements(None) == ()
