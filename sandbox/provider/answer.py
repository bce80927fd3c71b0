"""Answers of the API as properties of a resource, the way `request` writes them, backwards."""

import base64
import contextlib
import datetime
import json
from collections.abc import Mapping
from typing import Any

from sandbox.names import as_text, camel, canonical
from sandbox.paths import find
from sandbox.provider.descriptor import Read, ResourceType
from sandbox.provider.templates import fill
from sandbox.schema.extract import Type
from sandbox.schema.store import ResourceSchema, nested_type
from sandbox.tags import from_pairs

_NOT_HERE = ("tags", "tagsAll", "id", "region")
"""Outputs that are not taken from the answer by name."""


def properties_of(
    kind: ResourceType, read: Read, schema: ResourceSchema, answer: Mapping[str, Any]
) -> dict[str, Any]:
    """What an answer, or the part of it that `read` points at, says about a resource."""
    members = {canonical(name): value for name, value in answer.items()}
    noun = canonical(kind.token.rsplit(":", 1)[1])
    found = dict[str, Any]()
    for name, type_ in schema.outputs.items():
        if name in read.outputs:
            value = find(answer, read.outputs[name], {})
        elif read.only or name in _NOT_HERE or name in kind.local:
            continue
        else:
            value = _renamed(kind, name, answer)
            if value is None:
                value = members.get(canonical(name), members.get(noun + canonical(name)))
        value = None if value is None else plain(type_, value)
        if value is not None and (not kind.derived or _fits(type_, value)):
            found[name] = value
    return found


def _fits(type_: Type, value: Any) -> bool:
    """Whether a value that only names led to is of the type that the SDK is to get."""
    if isinstance(type_, str):
        return type_ in ("any", "asset") or not isinstance(value, (dict, list))
    head, *rest = type_
    if head == "list":
        return isinstance(value, list) and all(_fits(rest[0], item) for item in value)
    if head == "ref" and isinstance(value, dict):
        known = nested_type(str(rest[0])) or {}
        return all(_fits(known[k].type, v) for k, v in value.items() if k in known)
    return head == "union" or isinstance(value, dict)


def _renamed(kind: ResourceType, name: str, answer: Mapping[str, Any]) -> Any:
    """Value of a property whose member the table names, where the answer has it too."""
    for step in (kind.create, *kind.updates):
        member = step.members.get(name, kind.members.get(name, ""))
        found: list[Any] = []
        if member and member[0] not in "+-":
            # The member may stand one deeper in a request than in an answer.
            found = [find(answer, path, {}) for path in (member, member.partition(".")[2]) if path]
        elif step.into and isinstance(inner := find(answer, step.into, {}), Mapping):
            found = [value for key, value in inner.items() if canonical(key) == canonical(name)]
        value = next((value for value in found if value is not None), None)
        if value is not None:
            return value
    return None


def plain(type_: Type, value: Any) -> Any:
    """A value of an answer in Pulumi's form, matched by name with the schema's types."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(type_, str):
        return _scalar(type_, value)
    head, *rest = type_
    if head == "union":
        return plain(rest[0], value)
    if head == "list":
        items = value if isinstance(value, list) else [value]
        return [plain(rest[0], item) for item in items]
    if head == "map":
        if isinstance(value, list):
            value = from_pairs(value)
        if isinstance(value, dict):
            return {k: plain(rest[0], v) for k, v in value.items()}
        return value
    if isinstance(value, list):
        value = value[0] if value else {}
    return _object(nested_type(str(rest[0])) or {}, value)


def _object(properties: Mapping[str, Any], value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    names = {canonical(name): name for name in properties}
    found = dict[str, Any]()
    for member, item in value.items():
        if isinstance(item, dict) and canonical(member) not in names:
            # `ResourceRecord.Name` is `resourceRecordName` where the SDK has no object for it.
            inner = {f"{member}{k[0].upper()}{k[1:]}": v for k, v in item.items()}
            found |= _object(properties, {k: v for k, v in inner.items() if canonical(k) in names})
        name = names.get(canonical(member), camel(member))
        type_ = properties[name].type if name in properties else "any"
        found[name] = plain(type_, item)
    return found


def _scalar(type_: str, value: Any) -> Any:
    if type_ == "string" and isinstance(value, dict) and "Statement" in value:
        # botocore decodes the policies of IAM.
        return json.dumps(value, separators=(",", ":"))
    if isinstance(value, dict) and list(value) == ["Value"]:
        value = value["Value"]
    if type_ == "any" and isinstance(value, dict):
        return _object({}, value)
    if type_ == "any" and isinstance(value, list):
        return [_scalar("any", item) for item in value]
    if type_ == "string":
        value = value[0] if isinstance(value, list) and len(value) == 1 else value
        return as_text(value) if isinstance(value, (bool, int, float)) else value
    if isinstance(value, str) and type_ == "boolean":
        return value.lower() == "true"
    if isinstance(value, str) and type_ in ("integer", "number"):
        with contextlib.suppress(ValueError):
            return int(float(value)) if float(value).is_integer() else float(value)
    return value


def templated(kind: ResourceType, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Outputs that follow from other properties."""
    found = dict[str, Any]()
    for name, template in {"arn": kind.arn, **kind.outputs}.items():
        value = fill(template, {**properties, **found})
        if value:
            found[name] = value
    return found
