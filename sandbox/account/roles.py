"""Roles that calls hand to services, and whom a role lets in."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from moto.backends import get_backend

from sandbox.account.context import account_of
from sandbox.account.errors import AwsError
from sandbox.account.iam.policies import covers, principals, statements
from sandbox.account.services import Call
from sandbox.paths import plain, walk
from sandbox.tables import table

AS_SERVICE = "@service"
"""End of the names of sessions that are a service's; they are always held to their policies."""

_ROLE = re.compile(r"arn:([a-z-]+):iam::(\d{12}):role/.+")


_table = functools.partial(table, "account/roles.toml")


def handed_over(call: Call) -> Iterator[tuple[str, str]]:
    """ARN of each role that a call hands over, and the service that gets it."""
    if call.reads:
        return
    named = _table()["by-name"].get(call.service, {}).get(call.name)
    if named is not None:
        name = str(call.params[named["member"]])
        roles: Mapping[str, Any] = get_backend("iam")[account_of(call.access_key)]["aws"].roles
        yield from ((r.arn, named["to"]) for r in roles.values() if r.name == name)
    members: Mapping[str, str] = _table()["passes"].get(call.service, {})
    for member, arn in set(texts(call.params)) if members else ():
        if member in members and _ROLE.fullmatch(arn):
            yield arn, members[member]


def check(call: Call) -> None:
    """Refuse a role that a service cannot assume, as far as the service tries at once.

    Moto gives it one that does not let it in, or that is not there at all.
    """
    for tried in _table()["tried"]:
        if call.service == tried["service"] and call.name in tried["operations"].split():
            for role, service in handed_over(call):
                if not lets_in(role, service, call):
                    raise AwsError(tried["code"], tried["message"].replace("{role}", role))


def role_of(arn: str) -> Any:
    """Moto's role of an ARN; None if there is no such role."""
    found = _ROLE.fullmatch(arn)
    if found is None or found[2] not in get_backend("iam"):
        return None
    roles: Mapping[str, Any] = get_backend("iam")[found[2]][found[1]].roles
    return next((role for role in roles.values() if role.arn == arn), None)


def lets_in(arn: str, service: str, call: Call) -> bool:
    """Whether a service may assume a role; of other accounts' and of AWS's own nothing is known."""
    account = account_of(call.access_key)
    if not re.fullmatch(rf"arn:[a-z-]+:iam::{account}:role/(?!aws-service-role/).+", arn):
        return True
    suffix = "amazonaws.com.cn" if arn.startswith("arn:aws-cn:") else "amazonaws.com"
    names = {f"{service}.{end}" for end in ("amazonaws.com", suffix, f"{call.region}.{suffix}")}
    trust = getattr(role_of(arn), "assume_role_policy_document", None)
    return any(
        statement["Effect"] == "Allow"
        and covers(statement, "Action", "sts:AssumeRole", {})
        and not principals(statement).isdisjoint({"*", *names})
        for statement in statements(trust)
    )


def texts(value: Any) -> Iterator[tuple[str, str]]:
    """Every text in a request, at any depth, with the member that holds it."""
    for path, found in walk(value):
        if isinstance(found, str):
            yield plain(path).rpartition(".")[2], found
