"""Grammar of policies as JSON text (IAM User Guide, "Grammar of the IAM JSON policy language").

A policy of an identity says what it may do; one of a resource says who may, too.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from sandbox.account.iam.conditions import listed
from sandbox.account.iam.policies import covers, statements

_TOP = {"Version", "Id", "Statement"}
_STATEMENT = {
    *("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"),
    *("Resource", "NotResource", "Condition"),
}
_CONDITION = re.compile(
    r"(for(anyvalue|allvalues):)?(null|(bool|binaryequals|(not)?ipaddress|arn(not)?(equals|like)"
    r"|string(not)?(equals|equalsignorecase|like)"
    r"|(numeric|date)((not)?equals|(less|greater)than(equals)?))(ifexists)?)",
    re.IGNORECASE,
)
_PRINCIPALS = {
    "AWS": r"\*|\d{12}|A[A-Z0-9]{15,}|arn:[\w-]+:(iam|sts)::(\d{12}|cloudfront):"
    r"(root|(user|role|assumed-role|federated-user)/.+)",
    "Service": r"[\w.-]+\.(amazonaws\.(com|com\.cn|eu)|amazon\.com|aws|aws\.internal)",
    "Federated": r"arn:.+|[\w-]+(\.[\w-]+)+",
    "CanonicalUser": r".+",
}


def malformed(document: Any, needs: str, vendor: str) -> str | None:
    """What is wrong with a policy, else None.

    `needs` are the elements that each statement must have, itself or as `Not…`; `vendor` is the
    service whose actions alone count.
    """
    try:
        policy = json.loads(document)
    except (ValueError, TypeError):
        return "Syntax errors in policy: it is not JSON."
    if not isinstance(policy, dict):
        return "Syntax errors in policy: it is not an object."
    if wrong := sorted(set(policy) - _TOP):
        return f"Syntax errors in policy: unknown element {wrong[0]}."
    if policy.get("Version", "2008-10-17") not in ("2008-10-17", "2012-10-17"):
        return "Policy document must be version 2012-10-17 or greater."
    found = listed(policy.get("Statement", []))
    if not found:
        return "Syntax errors in policy: it has no statement."
    return next((said for s in found for said in _statement(s, needs.split(), vendor)), None)


def allowing(document: Any, action: str) -> list[Any]:
    """Statements of a policy that may allow an action."""
    found = (one for one in statements(document) if one.get("Effect") == "Allow")
    return [one for one in found if covers(one, "Action", action, {})]


def _statement(statement: Any, needs: list[str], vendor: str) -> Iterator[str]:
    if not isinstance(statement, dict):
        yield "Syntax errors in policy: a statement is not an object."
        return
    if wrong := sorted(set(statement) - _STATEMENT):
        yield f"Syntax errors in policy: unknown element {wrong[0]} in a statement."
    effect = statement.get("Effect")
    if effect not in ("Allow", "Deny"):
        yield f"Syntax errors in policy: Effect must be Allow or Deny, got {effect!r}."
    for name in ("Action", "Resource", "Principal"):
        given = [n for n in (name, f"Not{name}") if n in statement]
        if len(given) > 1 or (not given and name in needs):
            got = " and ".join(given) or "none"
            yield f"Missing required field {name}: exactly one of it and Not{name}, got {got}."
    yield from _actions(statement, vendor)
    yield from _resources(statement)
    for name in ("Principal", "NotPrincipal"):
        yield from _principal(statement.get(name, "*"))
    yield from _condition(statement.get("Condition", {}))


def _actions(statement: Any, vendor: str) -> Iterator[str]:
    for action in listed(statement.get("Action", statement.get("NotAction", "*"))) or [""]:
        prefix, _, name = str(action).partition(":")
        if action == "*":
            continue
        if not re.fullmatch(r"[A-Za-z0-9-]+", prefix) or not name:
            yield (
                f"Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.,"
                f" got {action!r}."
            )
        elif not re.fullmatch(r"[A-Za-z0-9*?]+", name) or (vendor and prefix.lower() != vendor):
            yield f"Policy has invalid action: {action}"


def _resources(statement: Any) -> Iterator[str]:
    for resource in listed(statement.get("Resource", statement.get("NotResource", "*"))) or [{}]:
        if not isinstance(resource, str):
            yield "Syntax errors in policy: Resource must be one text or several."
        elif resource.startswith("arn:"):
            parts = resource.split(":", 5)
            if len(parts) < 6 and "*" not in resource:
                yield f'Resource {resource} must be in ARN format or "*".'
            elif not re.fullmatch(r"aws[\w-]*|.*[*?$].*", parts[1]):
                yield f'Partition "{parts[1]}" is not valid for resource "{resource}".'
            elif parts[2:3] == ["iam"] and parts[3] not in ("", "*"):
                yield f"IAM resource {resource} cannot contain region information."
            elif (
                parts[2:3] == ["s3"] and parts[3] not in ("", "*") and "accesspoint" not in resource
            ):
                yield f"Resource {resource} can not contain region information."


def _principal(given: Any) -> Iterator[str]:
    if isinstance(given, str):
        if given != "*":
            yield f"Invalid principal in policy: {given!r}"
    elif not isinstance(given, dict) or not given or set(given) - set(_PRINCIPALS):
        yield f"Invalid principal in policy: one of {', '.join(_PRINCIPALS)}, got {given!r}"
    else:
        for kind, names in given.items():
            for name in listed(names):
                if not re.fullmatch(_PRINCIPALS[kind], str(name)):
                    yield f'Invalid principal in policy: "{kind}":"{name}"'


def _condition(given: Any) -> Iterator[str]:
    if not isinstance(given, dict):
        yield "Syntax errors in policy: Condition must be an object."
        return
    for operator, keys in given.items():
        if not _CONDITION.fullmatch(operator):
            yield f"Invalid Condition type : {operator}."
        elif not isinstance(keys, dict):
            yield f"Syntax errors in policy: {operator} must be an object of keys and values."
