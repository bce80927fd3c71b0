"""Which actions a call asks for, and on which ARNs."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from sandbox.account.context import account_of
from sandbox.account.errors import AwsError
from sandbox.account.iam.reference import filled, is_form, partition, prefix, table, types_of
from sandbox.account.services import Call

Ask = Callable[[str, str, Mapping[str, Any]], Mapping[str, Any]]
"""Asks an operation of a service, by IAM's prefix; raises what the service refuses."""

_PLACE = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def subjects(call: Call, ask: Ask) -> Iterator[tuple[str, str]]:
    """Action and ARN of everything that a call needs; nothing for one that needs no permission."""
    service = prefix(call)
    if service == "apigateway":
        yield f"apigateway:{call.operation.http['method']}", _path(call)
        return
    named: str = table()["actions"].get(service, {}).get(call.name, call.name)
    if call.name in table()["free"].get(service, "").split():
        return
    if service == "s3" and "VersionId" in call.params:
        named += "Version" if named in ("GetObject", "DeleteObject") else ""
    about = [*_resources(call, service, named, ask)]
    for _, arn in about or [("", "*")]:
        yield f"{service}:{named}", arn
    made = [arn for kind, arn in about if _same(kind, call.name)] or [arn for _, arn in about]
    for pattern, members in table()["also"].items():
        if fnmatchcase(f"{service}:{call.name}", pattern):
            for member, actions in members.items():
                if given := list(texts(_members(call.params, member))):
                    for action in actions.split():
                        yield from _also(call, service, action, given, made, ask)


def _also(
    call: Call, service: str, action: str, given: list[str], made: list[str], ask: Ask
) -> Iterator[tuple[str, str]]:
    """An action that a member asks for: on what the call makes, or, of another service, on it."""
    of, _, bare = action.rpartition(":")
    if not of:
        types = types_of(service, action)
        form = next((types[kind][0] for kind in types if _same(kind, call.name)), None)
        account = account_of(call.access_key)
        unnamed = filled(form, "*", call.region, account) if form else "*"
        yield from ((f"{service}:{action}", arn) for arn in made or [unnamed])
    elif of == "kms":
        for key in given:
            found = asked(ask, of, table()["found"]["kms"]["key"], {"KeyId": key})
            yield from ((action, arn) for arn in values(found or {}, "KeyMetadata.Arn"))
    else:
        yield from ((action, arn) for _, arn in _resources(call, of, bare, ask) or [("", "*")])


def _members(params: Mapping[str, Any], path: str) -> Any:
    """Whatever is at a path of members; nothing where there is nothing."""
    found: Any = params
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return [str(found)] if isinstance(found, bool | int) else found


def values(params: Any, path: str) -> list[str]:
    """Texts at a path of members, through lists; a piece of a member `=` stands for itself."""
    if path.startswith("="):
        return [path[1:]]
    found: list[Any] = [params]
    for part in path.split("."):
        inner = [item[part] for item in found if isinstance(item, Mapping) and item.get(part)]
        found = [one for item in inner for one in (item if isinstance(item, list) else [item])]
    return [str(value) for value in found if isinstance(value, str | int)]


def expanded(template: str, params: Any) -> list[str]:
    """A template with each choice of values for its places; none where one has no value."""
    places = _PLACE.findall(template)
    choices = [
        next((v for path in place.split("|") if (v := values(params, path))), [])
        for place in places
    ]
    found = list[str]()
    for chosen in itertools.product(*choices):
        rest = iter(chosen)
        found.append(_PLACE.sub(lambda _, rest=rest: next(rest), template))
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def asked(ask: Ask, service: str, how: Mapping[str, Any], values_of: Mapping[str, Any]) -> Any:
    """Answer of another operation that the table names; None where there is none."""

    def with_values(given: Any) -> Any:
        if isinstance(given, str):
            return next(iter(expanded(given, values_of)), "")
        if isinstance(given, Mapping):
            return {name: with_values(inner) for name, inner in given.items()}
        return [with_values(inner) for inner in given]

    params = with_values(how["with"])
    if "" in texts(params) or "" in params.values():
        return None
    try:
        return ask(service, how["ask"], params)
    except AwsError:
        return None


def _resources(call: Call, service: str, action: str, ask: Ask) -> Iterator[tuple[str, str]]:
    """Type and ARN of what a call is about; a pattern, where it makes or lists such things."""
    types, account = types_of(service, action), account_of(call.access_key)
    mentioned = [text for text in texts(call.params) if text.startswith("arn:")]
    seen = set[str]()
    for kind, forms in types.items():
        if service == "s3" and kind not in ("bucket", "object"):
            continue
        arns = [m for m in mentioned for form in forms if is_form(form, m)] or [
            name
            if name.startswith("arn:")
            else filled(forms[0], _bare(name, service), call.region, account)
            for name in _names(call, service, kind, ask)
        ]
        for arn in arns:
            if arn not in seen:
                seen.add(arn)
                yield kind, arn
    if types and not seen:
        made = next((kind for kind in types if _same(kind, call.name)), next(iter(types)))
        yield made, filled(types[made][0], "*", call.region, account)


def _names(call: Call, service: str, kind: str, ask: Ask) -> list[str]:
    """Names, ids or ARNs of what a call says of one type."""
    data = table()
    how = data["found"].get(service, {}).get(kind)
    found = asked(ask, service, how, call.params) if how else None
    if found is not None and (known := values(found, how["at"])):
        return known
    by_id = data["ids"].get(service, {})
    ids = [t for t in texts(call.params) if by_id and by_id.get(_prefix(t)) == kind]
    if ids:
        return ids
    template = data["names"].get(service, {}).get(kind)
    if template is not None:
        return expanded(template, call.params)
    if service == "ec2":
        return ["*"] if _same(kind, call.name) and _makes(call) else []
    noun = _plain(kind)
    for member in call.params:
        if re.fullmatch(rf"{noun}(names?|ids?|arns?|identifier)?", _plain(member)):
            return values(call.params, member)
    own = _same(kind, call.name)
    return values(call.params, "Name") or values(call.params, "name") if own else []


def _prefix(text: str) -> str:
    """`subnet` of `subnet-0a1b`."""
    found = re.fullmatch(r"([a-z]+)-[0-9a-f]+", text)
    return found[1] if found else ""


def _makes(call: Call) -> bool:
    return call.name.startswith(("Create", "Allocate", "Run", "Register", "Request", "Authorize"))


def _same(kind: str, operation: str) -> bool:
    """Whether an operation is named after a type: `CreateFlowLogs` after `vpc-flow-log`."""
    noun = _plain("".join(_WORD.findall(operation)[1:])).rstrip("s")
    own = {"address": "elasticip", "addres": "elasticip", "flowlog": "vpcflowlog"}.get(noun, noun)
    if operation.startswith("AuthorizeSecurityGroup"):
        own = "securitygrouprule"
    return bool(own) and _plain(kind) == own


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _bare(name: str, service: str) -> str:
    """A name without the address that it may be written in."""
    if service == "sqs":
        return name.rpartition("/")[2]
    return name.removeprefix("https://").removeprefix("alias/")


def _path(call: Call) -> str:
    """ARN of a request to API Gateway, which is its path."""
    template = call.operation.http["requestUri"].partition("?")[0]
    members: Mapping[str, Any] = call.operation.input_shape.members
    places = {shape.serialization.get("name", name): name for name, shape in members.items()}

    def value(match: re.Match[str]) -> str:
        return str(call.params.get(places.get(match[1], ""), "*"))

    path = re.sub(r"\{(\w+)\+?\}", value, template)
    return f"arn:{partition(call.region)}:apigateway:{call.region}::{path}"
