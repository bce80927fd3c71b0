"""AWS's evaluation of everything that has a say about one request."""

from typing import Any

import pytest

from sandbox.account.iam.policies import Asked, Policies, applies, refusal

BUCKET = "arn:aws:s3:::mine"
OBJECT = f"{BUCKET}/a.csv"
ASKED = Asked("s3:GetObject", OBJECT, {"aws:resourcetag/team": "fraud"})
ROLE = "arn:aws:iam::000000000000:role/deploy"
ME = "arn:aws:sts::000000000000:assumed-role/deploy/ci"
ACCOUNT = "arn:aws:iam::000000000000:root"
NAMES = (ME, ROLE, "*", "000000000000", ACCOUNT)


def statement(effect: str = "Allow", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": "s3:*", "Resource": "*", **more}


def named(principal: Any, effect: str = "Allow") -> list[dict[str, Any]]:
    return [statement(effect, Principal=principal)]


ALLOW, DENY = [statement()], [statement("Deny")]
NO_IDENTITY = "because no identity-based policy allows the s3:GetObject action"


@pytest.mark.parametrize(
    ("policies", "reason"),
    [
        (Policies(ALLOW), None),
        (Policies([]), NO_IDENTITY),
        (Policies(ALLOW + DENY), "with an explicit deny in an identity-based policy"),
        (Policies(ALLOW, boundary=ALLOW, session=ALLOW), None),
        (
            Policies(ALLOW, boundary=[]),
            "because no permissions boundary allows the s3:GetObject action",
        ),
        (Policies(ALLOW, boundary=DENY), "with an explicit deny in a permissions boundary"),
        (Policies([], boundary=ALLOW), NO_IDENTITY),
        (Policies(ALLOW, session=[]), "because no session policy allows the s3:GetObject action"),
        (
            Policies(ALLOW, resource=named("*", "Deny")),
            "with an explicit deny in a resource-based policy",
        ),
        (Policies(ALLOW, resource=named({"AWS": "arn:aws:iam::1:role/x"}, "Deny")), None),
        (Policies([], resource=named({"AWS": ROLE})), None),
        (Policies([], resource=named({"AWS": [ACCOUNT]})), NO_IDENTITY),
        (Policies([], resource=named({"AWS": "000000000000"})), NO_IDENTITY),
        (Policies([], resource=named({"Service": "logs.amazonaws.com"})), NO_IDENTITY),
        (
            Policies([], boundary=[], resource=named({"AWS": ROLE})),
            "because no permissions boundary allows the s3:GetObject action",
        ),
        (Policies([], boundary=[], resource=named({"AWS": ME})), None),
        (Policies(ALLOW, resource=named({"AWS": ACCOUNT}), must_be_named=True), None),
        (
            Policies(ALLOW, resource=[], must_be_named=True),
            "because no resource-based policy allows the s3:GetObject action",
        ),
    ],
)
def test_who_decides(policies, reason):
    assert refusal(ASKED, policies, NAMES) == reason


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


def test_everybody_but_somebody():
    but_us = {**statement("Deny"), "NotPrincipal": {"AWS": ROLE}}
    but_others = {**statement("Deny"), "NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}
    assert refusal(ASKED, Policies(ALLOW, resource=[but_us]), NAMES) is None
    assert refusal(ASKED, Policies(ALLOW, resource=[but_others]), NAMES)
