"""Whom a role lets in with the token of an OpenID Connect provider; no signature is looked at.

Source: STS API Reference, "AssumeRoleWithWebIdentity"; IAM User Guide, "Available keys for AWS OIDC
federation".
"""

import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from moto.iam.models import iam_backends

from sandbox.account.errors import AwsError
from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import Asked, Caller, Policies, refusal
from sandbox.account.iam.principals import trust
from sandbox.account.iam.reference import table
from sandbox.account.services import Call


def check(call: Call) -> None:
    """Raise AWS's error for a token that is not good for the role."""
    arn, claims = str(call.params["RoleArn"]), _claims(call.params["WebIdentityToken"])
    issuer = str(claims["iss"]).removeprefix("https://")
    _, partition, _, _, account, *_ = [*arn.split(":"), *[""] * 5]
    name = f"arn:{partition}:iam::{account}:oidc-provider/{issuer}"
    providers: Mapping[str, Any] = iam_backends[account][partition].open_id_providers
    if name not in providers:
        raise _invalid(f"No OpenIDConnect provider found in your account for {claims['iss']}")
    if not {*listed(claims.get("aud"))} & {*providers[name].client_id_list}:
        raise _invalid("Incorrect token audience")
    if float(claims.get("exp", "inf")) < time.time():
        now, end = (time.strftime("%FT%TZ", time.gmtime(t)) for t in (time.time(), claims["exp"]))
        raise AwsError(
            "ExpiredTokenException",
            f"Token expired: current date/time {now} must be before the expiration date/time {end}",
        )
    named = f"{table()['claims']['any']} {table()['claims'].get(issuer, '')}".split()
    keys = {f"{issuer}:{claim}".lower(): claims.get(claim) for claim in named}
    for member in ("RoleSessionName", "DurationSeconds"):
        keys[f"sts:{member.lower()}"] = call.params.get(member)
    asked = Asked("sts:AssumeRoleWithWebIdentity", arn, keys)
    policies = Policies(resource=trust(arn), must_be_named=True)
    if refusal(asked, policies, Caller(name, (issuer,))) is not None:
        raise AwsError("AccessDenied", f"Not authorized to perform {asked.action}")


def _claims(token: str) -> Mapping[str, Any]:
    try:
        body = token.split(".")[1]
        claims: Any = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return {"iss": claims["iss"], **claims}
    except (ValueError, LookupError, TypeError):
        raise _invalid("The ID Token provided is not a valid JWT.") from None


def _invalid(why: str) -> AwsError:
    return AwsError("InvalidIdentityToken", why)
