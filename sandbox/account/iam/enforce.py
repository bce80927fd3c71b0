"""Denies what the policies of a caller do not allow, as AWS does."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

from moto.iam.models import iam_backends
from moto.utilities.utils import get_partition

from sandbox.account.context import Context
from sandbox.account.errors import AwsError
from sandbox.account.iam import web_identity
from sandbox.account.iam.keys import RequestKeys
from sandbox.account.iam.policies import Asked, Policies, Statements, refusal, statements
from sandbox.account.iam.principals import principal, trust
from sandbox.account.iam.reference import Ask, answered, name_of, prefix, table, values
from sandbox.account.iam.subjects import subjects
from sandbox.account.roles import AS_SERVICE, handed_over
from sandbox.account.services import Call


def check(
    context: Context, *, everyone: bool = True, told: Mapping[str, str] | None = None
) -> None:
    """Raise AWS's error for a call that its caller may not make: everyone's, or a service's.

    `told` are condition keys that the settings give to every request.
    """
    call = context.call
    if call.name == "AssumeRoleWithWebIdentity" and everyone:
        web_identity.check(call)
    found = principal(call.access_key, get_partition(call.region))
    if found is None or not (everyone or found[0].arn.endswith(AS_SERVICE)):
        return
    caller, policies, keys = found
    keys = {**keys, **{key.lower(): value for key, value in (told or {}).items()}}
    for one in _asked(call, keys, _asker(context)):
        reason = refusal(one, _completed(context, one, policies), caller)
        if reason is not None:
            raise _denied(call, caller.arn, one, reason)


def _asker(context: Context) -> Ask:
    """Asks the account as whoever makes a call."""

    def ask(service: str, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        return context.answer_of(name_of(service), operation, params) or {}

    return ask


def _asked(call: Call, caller: Mapping[str, str], ask: Ask) -> Iterator[Asked]:
    """Everything that a call has to be allowed; `caller` are the keys that are about it."""
    for action, arn in subjects(call, ask):
        yield Asked(action, arn, RequestKeys(call, action, arn, caller, ask))
    for role, service in handed_over(call):
        to = {**caller, "iam:passedtoservice": f"{service}.amazonaws.com"}
        yield Asked("iam:PassRole", role, RequestKeys(call, "iam:PassRole", role, to, ask))


def _completed(context: Context, one: Asked, own: Policies) -> Policies:
    """The caller's policies, and those of the resource and of the endpoint on the way to it."""
    call, mine, account = context.call, context.account, one.keys.get("aws:resourceaccount")
    elsewhere = account != mine and account in iam_backends
    keys = iam_backends[account if elsewhere else mine][get_partition(call.region)].access_keys
    there = replace(context, call=replace(call, access_key=next(iter(keys), "")))
    trusting = one.action.startswith("sts:") and ":role/" in one.resource
    of_resource = trust(one.resource) if trusting else policy_of(_asker(there), one.resource)
    endpoint = one.keys.get("aws:sourcevpce")
    return replace(
        own,
        resource=of_resource,
        endpoint=policy_of(_asker(context), endpoint),
        must_be_named=trusting or (one.action.startswith("kms:") and of_resource is not None),
        elsewhere=elsewhere,
    )


def policy_of(ask: Ask, arn: str | None) -> Statements | None:
    """Policies of a resource as one; None where it has none, or its name is a pattern."""
    policies: Mapping[str, Mapping[str, Any]] = table()["policies"]
    if arn is None or arn.endswith("*"):
        return None
    *_, service, _, _, name = ["", "", "ec2", "", "", *arn.split(":", 5)][-6:]
    first, _, rest = name.partition("/")
    given = {"arn": arn, "id": name, "bucket": first, "name": rest}
    documents = [
        document
        for form, how in policies.items()
        if fnmatchcase(arn, form)
        for document in values(answered(ask, service, how, given), how["at"])
    ]
    return [one for document in documents for one in statements(document)] if documents else None


def _denied(call: Call, caller: str, one: Asked, reason: str) -> AwsError:
    service, action = prefix(call), one.action
    on = f'"{one.resource}"' if service == "s3" else one.resource
    if action.startswith("sqs:"):
        # The only service that writes actions in small letters.
        reason, action = reason.replace(action, action.lower()), action.lower()
    if action.startswith("sts:") and reason.startswith("because no resource-based"):
        # Of a trust policy that lacks a statement, nothing is said.
        reason = ""
    said = f"User: {caller} is not authorized to perform: {action} on resource: {on} {reason}"
    usual = "AccessDenied" if call.protocol in ("query", "rest-xml") else "AccessDeniedException"
    code = table()["codes"].get(service, usual)
    if call.protocol == "ec2":
        code = "UnauthorizedOperation"
        said = f"You are not authorized to perform this operation. {said}"
    return AwsError(code, said.rstrip())
