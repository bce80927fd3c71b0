"""Denies what the policies of a caller do not allow, as AWS does."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model

from sandbox.account.errors import AwsError
from sandbox.account.iam.keys import RequestKeys
from sandbox.account.iam.policies import Asked, Policies, Statements, refusal
from sandbox.account.iam.principals import Principal, principal, statements
from sandbox.account.iam.reference import name_of, partition, prefix, table
from sandbox.account.iam.subjects import Ask, asked, subjects, values
from sandbox.account.roles import AS_SERVICE, handed_over, role_of
from sandbox.account.services import Call


def check(
    call: Call, carry_out: Callable[[Call], Mapping[str, Any]], *, everyone: bool = True
) -> None:
    """Raise AWS's error for a call that its caller may not make: everyone's, or a service's.

    `carry_out` makes calls of the sandbox's own, which only read.
    """
    caller = principal(call.access_key, partition(call.region))
    if caller is None or not (everyone or caller.arn.endswith(AS_SERVICE)):
        return

    def ask(service: str, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        model: Any = get_service_model(name_of(service))
        same = model.service_name == call.service
        protocol = call.protocol if same else determine_request_protocol(model)
        asked = replace(call, service=model.service_name, protocol=protocol, params=dict(params))
        return carry_out(replace(asked, operation=model.operation_model(operation)))

    for one in requests(call, caller, ask):
        reason = refusal(one, _policies(call, one, caller, ask), caller.names)
        if reason is not None:
            raise _denied(call, caller, one, reason)


def requests(call: Call, caller: Principal, ask: Ask) -> Iterator[Asked]:
    """Everything that a call has to be allowed."""
    for action, arn in subjects(call, ask):
        yield Asked(action, arn, RequestKeys(call, action, arn, caller.keys, ask))
    for role, service in handed_over(call):
        keys = RequestKeys(call, "iam:PassRole", role, caller.keys, ask)
        keys.known["iam:passedtoservice"] = f"{service}.amazonaws.com"
        yield Asked("iam:PassRole", role, keys)


def _policies(call: Call, one: Asked, caller: Principal, ask: Ask) -> Policies:
    service = one.action.partition(":")[0]
    of_resource = _trust(one) if one.action == "sts:AssumeRole" else _of_resource(one, ask)
    must = one.action == "sts:AssumeRole" or (service == "kms" and of_resource is not None)
    return Policies(caller.identity, caller.boundary, caller.session, of_resource, must)


def _of_resource(one: Asked, ask: Ask) -> Statements | None:
    service = one.action.partition(":")[0]
    how: Mapping[str, Any] | None = table()["policies"].get(service)
    arn = one.resource
    if how is None or arn.endswith("*") or (service == "kms" and ":key/" not in arn):
        return None
    bucket = arn.rpartition(":")[2].partition("/")[0]
    documents = values(asked(ask, service, how, {"arn": arn, "bucket": bucket}) or {}, how["at"])
    return statements(documents[0]) if documents else None


def _trust(one: Asked) -> Statements | None:
    role = role_of(one.resource)
    return statements(role.assume_role_policy_document) if role is not None else None


def _denied(call: Call, caller: Principal, one: Asked, reason: str) -> AwsError:
    on = f'"{one.resource}"' if prefix(call) == "s3" else one.resource
    said = (
        f"User: {caller.arn} is not authorized to perform: {one.action} on resource: {on} {reason}"
    )
    code = table()["codes"].get(prefix(call))
    if code is None and call.protocol == "ec2":
        code, said = (
            "UnauthorizedOperation",
            f"You are not authorized to perform this operation. {said}",
        )
    by_query = call.protocol in ("query", "rest-xml")
    return AwsError(code or ("AccessDenied" if by_query else "AccessDeniedException"), said)
