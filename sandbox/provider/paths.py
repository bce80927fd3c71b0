"""Paths into requests and answers, and names that mean the same in Pulumi and in AWS."""

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

import jmespath

from plan.plan import UNKNOWN

_SEGMENT = re.compile(r"(?P<name>\w+)(?:\[(?P<inside>[^\]]*)\])?")
_FIELD = re.compile(r"\{(?P<names>\w+(?:\?\w+)?(?:\|\w+(?:\?\w+)?)*)(?:!(?P<but>[\w-]+))?\}")
_KINDS = (("arn:.+", "Arn"), ("pl-.+", "PrefixList"), (".*:.*", "Ipv6"))
"""Forms of a text in an id, and the word in the name of the property that has it."""


@functools.cache
def canonical(name: str) -> str:
    """One spelling for `kmsKeyArn`, `KMSKeyArn`, `kms_key_arn` and `kmsKeyArns`."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith(("sses", "xes", "shes", "ches")):
        return plain[:-2]
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


@functools.cache
def camel(member: str) -> str:
    """Pulumi's spelling of a member: `KMSMasterKeyID` is `kmsMasterKeyId`."""
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z0-9])|[A-Z]?[a-z0-9]+|[A-Z]+", member)
    if not parts:
        return member
    return parts[0].lower() + "".join(p.capitalize() for p in parts[1:])


@functools.cache
def segments(path: str) -> tuple[tuple[str, str | None], ...]:
    """`A[0].B` as `(("A", "0"), ("B", None))`."""
    return tuple((m["name"], m["inside"]) for m in _SEGMENT.finditer(path))


def find(answer: Any, path: str, properties: Mapping[str, Any]) -> Any:
    """Value at `path` of an answer, None where there is nothing; JSON text is looked into.

    `X[0]` is the first of a list, `X[Name=name]` the one whose member equals a property,
    `X[name]` whether a list holds the value of a property.
    """
    value = answer
    for name, inside in segments(path):
        if isinstance(value, str) and value.startswith("{"):
            value = json.loads(value)
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
        if inside is not None:
            value = _select(value, inside, properties)
    return value


def found_all(answer: Any, path: str) -> list[Any]:
    """Everything at a path of an answer, of each list on the way all items."""
    found: Any = jmespath.search(path.replace("[0]", "[]") or "@", answer)
    return found if isinstance(found, list) else [found] if found else []


def _select(value: Any, inside: str, properties: Mapping[str, Any]) -> Any:
    if not isinstance(value, list):
        return None
    if inside.isdigit():
        return value[int(inside)] if int(inside) < len(value) else None
    wanted = [part.split("=") for part in inside.split(",")]
    for item in value:
        if all(
            properties.get(prop) in (None, "") or item.get(member) == properties.get(prop)
            for member, prop in wanted
        ):
            return item
    return None


def put(request: dict[str, Any], path: str, value: Any) -> None:
    """Set the value at `path`, making what lies on the way.

    `X[Name=prefix].Value` is in the item of a list that has this name; of a list of values, each is
    in an item of its own.
    """
    *above, (last, index) = segments(path)
    target: Any = request
    for position, (name, inside) in enumerate(above):
        if inside is None:
            target = target.setdefault(name, {})
        elif "=" not in inside:
            target = target.setdefault(name, [{}])[int(inside)]
        else:
            member, _, word = inside.partition("=")
            items: list[dict[str, Any]] = target.setdefault(name, [])
            if isinstance(value, list) and position == len(above) - 1:
                items += [{member: word, last: one} for one in value]
                return
            target = next((item for item in items if item.get(member) == word), {member: word})
            if target not in items:
                items.append(target)
                items.sort(key=lambda item: str(item.get(member)))
    if value != {} or last not in target:
        target[last] = value if index is None else [value]


def fill(template: str, properties: Mapping[str, Any]) -> str | None:
    """A template such as `{role}:{name}` with its properties, None where one is not set.

    `{catalogId|account}` is the first of both that is set; `{vpcId?VPC|subnetId?Subnet}` a word for
    it; `{region!us-east-1}` counts as not set when it has that value.
    """
    values = {match[0]: _chosen(match, properties) for match in _FIELD.finditer(template)}
    if not all(isinstance(value, (str, int)) for value in values.values()):
        return None
    return _FIELD.sub(lambda match: str(values[match[0]]), template)


def _chosen(field: re.Match[str], properties: Mapping[str, Any]) -> Any:
    for name in field["names"].split("|"):
        name, _, word = name.partition("?")
        value = properties.get(name)
        if value not in (None, ""):
            return None if value == field["but"] else word or value
    return None


def filled(value: Any, properties: Mapping[str, Any]) -> Any:
    """A constant with the properties that it names; None where one of them is not known."""
    if isinstance(value, str):
        chosen = (_chosen(match, properties) for match in _FIELD.finditer(value))
        return UNKNOWN if UNKNOWN in chosen else fill(value, properties)
    if isinstance(value, dict):
        found = {k: filled(v, properties) for k, v in value.items()}
        return None if None in found.values() else found
    if isinstance(value, list):
        items = [filled(v, properties) for v in value]
        return None if None in items else items
    return value


def template_fields(template: str) -> list[str]:
    """Properties that a template names."""
    return [match["names"].split("|")[0] for match in _FIELD.finditer(template)]


def parse(template: str, text: str) -> dict[str, str]:
    """Properties that a text made by `fill` holds; empty where it was not made so.

    Of a choice, `{policyName|resourceArn}`, it is the one whose name says what the text is.
    """
    choices = [match["names"].split("|") for match in _FIELD.finditer(template)]
    before, *rest = re.split(r"\{[^}]*\}", template)
    pattern = re.escape(before)
    for position, after in enumerate(rest):
        # The first field ends at its separator; a later one may hold it, as resource ids do.
        field = f"([^{re.escape(after[0])}]+)" if after and position == 0 else "(.+)"
        pattern += field + re.escape(after)
    match = re.fullmatch(pattern, text)
    values = match.groups() if match else ()
    return {_meant(names, value): value for names, value in zip(choices, values, strict=False)}


def _meant(names: list[str], value: str) -> str:
    words = (word for form, word in _KINDS if re.fullmatch(form, value))
    return next((name for word in words for name in names if word in name), names[0])


def from_pairs(value: list[Any]) -> dict[str, Any]:
    """Name and value pairs as a map; the value is what stands beside the name."""
    found = dict[str, Any]()
    for item in value:
        members = {k.lower(): v for k, v in item.items()} if isinstance(item, dict) else {}
        name = next((k for k in ("key", "name", "tagkey") if k in members), None)
        if name is not None:
            key = members.pop(name)
            words = ("value", "values", "tagvalue", *(members if len(members) == 1 else ()))
            found[key] = next((members[k] for k in words if k in members), "")
    return found
