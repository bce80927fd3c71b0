"""Which actions a call asks for, and on which ARNs."""

import functools
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

import jmespath
from moto.utilities.utils import get_partition

from sandbox.account.context import account_of
from sandbox.account.iam.reference import (
    Ask,
    answered,
    expanded,
    prefix,
    published,
    table,
    values,
)
from sandbox.account.roles import texts
from sandbox.account.services import Call
from sandbox.names import split

_ADDRESS = re.compile(r"^(?:\w+://(?:[^/]*/(\d{12})/)?|alias/)?(.*)$", re.DOTALL)
"""What a name may be written in; the address of a queue has its account, too."""
_MAKES = ("Create", "Allocate", "Run", "Register", "Request", "Authorize")


def subjects(call: Call, ask: Ask) -> Iterator[tuple[str, str]]:
    """Action and ARN of everything that a call needs; nothing for one that needs no permission."""
    service = prefix(call)
    if service == "apigateway":
        yield f"apigateway:{call.operation.http['method']}", _path(call)
        return
    if call.name in table()["free"].get(service, "").split():
        return
    named: str = table()["actions"].get(service, {}).get(call.name, call.name)
    if service == "s3" and "VersionId" in call.params and named in ("GetObject", "DeleteObject"):
        named += "Version"
    about = _resources(call, service, named, ask)
    yield from ((f"{service}:{named}", arn) for arn in about or ["*"])
    made = [arn for arn, kind in about.items() if _same(kind, call.name)] or [*about]
    for pattern, members in table()["also"].items():
        if fnmatchcase(f"{service}:{call.name}", pattern):
            for member, actions in members.items():
                given = jmespath.search(member, call.params)
                for action in actions.split() if given else ():
                    yield from _also(call, action, given, made, ask)


def _also(
    call: Call, action: str, given: Any, made: list[str], ask: Ask
) -> Iterator[tuple[str, str]]:
    """An action that a member asks for: on what the call makes, or, of another service, on it."""
    of, _, bare = action.rpartition(":")
    on: list[str] = made
    if of == "kms":
        how = table()["found"]["kms"]["key"]
        keys = [answered(ask, of, how, {"KeyId": key}) for _, key in texts(given)]
        on = [arn for key in keys for arn in values(key, how["at"])]
    elif of:
        on = [*_resources(call, of, bare, ask)] or ["*"]
    elif not made:
        forms = [forms[0] for kind, forms in _types(prefix(call), action) if _same(kind, call.name)]
        on = [_filled(forms[0] if forms else "*", "*", call, account_of(call.access_key))]
    yield from ((f"{of or prefix(call)}:{bare}", arn) for arn in on)


def _resources(call: Call, service: str, action: str, ask: Ask) -> dict[str, str]:
    """ARNs of what a call is about, with their types; a pattern, where it makes or lists such."""
    types, own = _types(service, action), account_of(call.access_key)
    mentioned = [text for _, text in texts(call.params) if text.startswith("arn:")]
    found = dict[str, str]()
    for kind, forms in types:
        arns = [m for m in mentioned for form in forms if _is_form(form, m)]
        for name in () if arns else _names(call, service, kind, ask):
            at, bare = _ADDRESS.findall(name)[0]
            account = at or call.params.get("registryId") or own
            is_arn = name.startswith("arn:")
            arns.append(name if is_arn else _filled(forms[0], bare, call, account))
        found |= {arn: kind for arn in arns if arn not in found}
    if types and not found:
        kind, forms = next((t for t in types if _same(t[0], call.name)), types[0])
        found[_filled(forms[0], "*", call, own)] = kind
    return found


@functools.cache
def _types(service: str, action: str) -> list[tuple[str, list[str]]]:
    """Resource types that an action can be limited to, with the forms of their ARNs."""
    known = published().get(service, {"Actions": {}, "Resources": {}})
    named: list[str] = known["Actions"].get(action.lower(), {}).get("Resources", [])
    return [
        (kind, known["Resources"][kind.lower()]["ARNFormats"])
        for kind in named
        if kind.lower() in known["Resources"] and (service != "s3" or kind in ("bucket", "object"))
    ]


def _filled(form: str, name: str, call: Call, account: str) -> str:
    """ARN of a form, with a name in its last place."""
    known = {"Partition": get_partition(call.region), "Region": call.region, "Account": account}
    whole = re.sub(r"\$\{(\w+)\}", lambda m: known.get(m[1], "*"), form)
    return whole.replace(".*", name.lstrip("/") if "/.*" in form else name)


@functools.cache
def _is_form(form: str, arn: str) -> bool:
    """Whether an ARN is of a form."""
    pattern = re.sub(r"\\\$\\\{\w+\\\}", "[^:]*", re.escape(form).replace(r"\.\*", ".*"))
    return re.fullmatch(pattern, arn) is not None


def _names(call: Call, service: str, kind: str, ask: Ask) -> list[str]:
    """Names, ids or ARNs of what a call says of one type."""
    data = table()
    how = data["found"].get(service, {}).get(kind)
    if how and (known := values(answered(ask, service, how, call.params), how["at"])):
        return known
    if by_id := data["ids"].get(service, {}):
        ids = [(re.fullmatch(r"([a-z]+)-[0-9a-f]+", text), text) for _, text in texts(call.params)]
        if named := [text for id_, text in ids if id_ and by_id.get(id_[1]) == kind]:
            return named
    template = data["names"].get(service, {}).get(kind)
    if template is not None:
        return expanded(template, call.params)
    own = _same(kind, call.name)
    if service == "ec2":
        return ["*"] if own and call.name.startswith(_MAKES) else []
    called = rf"{_plain(kind)}(names?|ids?|arns?|identifier)?"
    member = next((name for name in call.params if re.fullmatch(called, _plain(name))), None)
    return values(call.params, member or ("Name || name" if own else "`null`"))


def _same(kind: str, operation: str) -> bool:
    """Whether an operation is named after a type: `CreateFlowLogs` after `vpc-flow-log`."""
    noun = _plain(split(operation)[1]).rstrip("s")
    return bool(noun) and _plain(kind) == table()["called"].get(noun, noun)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _path(call: Call) -> str:
    """ARN of a request to API Gateway, which is its path."""
    template = call.operation.http["requestUri"].partition("?")[0]
    members: Mapping[str, Any] = call.operation.input_shape.members
    places = {shape.serialization.get("name", name): name for name, shape in members.items()}

    def value(match: re.Match[str]) -> str:
        return str(call.params.get(places.get(match[1], ""), "*"))

    path = re.sub(r"\{(\w+)\+?\}", value, template)
    return f"arn:{get_partition(call.region)}:apigateway:{call.region}::{path}"
