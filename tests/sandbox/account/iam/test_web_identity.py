"""Roles that tokens of an OpenID Connect provider may assume."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from tests.sandbox.account.iam.support import ACCOUNT, Enforcing, refused, trusting

ISSUER = "token.actions.githubusercontent.com"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{ISSUER}"
MAIN = "repo:acme/platform:ref:refs/heads/main"
CLAIMS = {"iss": f"https://{ISSUER}", "aud": "sts.amazonaws.com", "sub": MAIN, "actor": "jo"}


def token(**claims: Any) -> str:
    parts = ({"alg": "RS256"}, {**CLAIMS, **claims})
    encoded = [urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join([*encoded, "signature"])


@pytest.fixture(scope="module")
def provided(account: Enforcing) -> Enforcing:
    account.client("iam").create_open_id_connect_provider(
        Url=f"https://{ISSUER}", ClientIDList=["sts.amazonaws.com"], ThumbprintList=["0" * 40]
    )
    return account


def assumed(account: Enforcing, web_token: str, principal: Any = None, **condition: Any) -> Any:
    """Assume a new role with a token; return who one is then."""
    name = account.name()
    trust = trusting(
        principal or {"Federated": PROVIDER}, "sts:AssumeRoleWithWebIdentity", Condition=condition
    )
    account.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    keys = account.client("sts").assume_role_with_web_identity(
        RoleArn=f"arn:aws:iam::{ACCOUNT}:role/{name}",
        RoleSessionName="ci",
        WebIdentityToken=web_token,
    )["Credentials"]
    return account.client("sts", keys).get_caller_identity()["Arn"]


@pytest.mark.parametrize(
    ("claims", "condition", "good"),
    [
        ({}, {"StringEquals": {f"{ISSUER}:sub": MAIN, f"{ISSUER}:aud": "sts.amazonaws.com"}}, True),
        ({}, {"StringLike": {f"{ISSUER}:sub": "repo:acme/*"}}, True),
        ({"sub": "repo:evil/x:pull_request"}, {"StringEquals": {f"{ISSUER}:sub": MAIN}}, False),
        ({}, {"StringEquals": {f"{ISSUER}:aud": "https://github.com/acme"}}, False),
        ({}, {"StringEquals": {f"{ISSUER}:actor": "jo"}}, True),
        ({"runner": "own"}, {"StringEquals": {f"{ISSUER}:runner": "own"}}, False),
        ({}, {"StringEquals": {"sts:RoleSessionName": "ci"}}, True),
        ({}, {"StringEquals": {"sts:RoleSessionName": "other"}}, False),
    ],
)
def test_the_conditions_of_the_trust_policy_decide(provided, claims, condition, good):
    if good:
        assert assumed(provided, token(**claims), **condition).endswith("/ci")
    else:
        assert refused(assumed, account=provided, web_token=token(**claims), **condition) == (
            "AccessDenied",
            "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        )


def test_another_provider_is_not_trusted(provided):
    other = {"Federated": PROVIDER.replace(ISSUER, "example.com")}
    code, _ = refused(assumed, account=provided, web_token=token(), principal=other)
    assert code == "AccessDenied"


@pytest.mark.parametrize(
    ("web_token", "code", "said"),
    [
        ("opaque", "InvalidIdentityToken", "The ID Token provided is not a valid JWT."),
        (
            token(iss="https://example.com"),
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://example.com",
        ),
        (token(aud="acme"), "InvalidIdentityToken", "Incorrect token audience"),
        (token(exp=946684800), "ExpiredTokenException", "Token expired: current date/time "),
    ],
)
def test_a_token_is_of_a_provider_of_the_account(provided, web_token, code, said):
    found = refused(assumed, account=provided, web_token=web_token)
    assert found[0] == code
    assert found[1].startswith(said)
