"""Templates of properties, such as ids: `{role}:{name}`."""

import re
from collections.abc import Mapping
from typing import Any

from plan.plan import UNKNOWN

_FIELD = re.compile(r"\{(?P<names>\w+(?:\?\w+)?(?:\|\w+(?:\?\w+)?)*)(?:!(?P<but>[\w-]+))?\}")
_KINDS = (("arn:.+", "Arn"), ("pl-.+", "PrefixList"), (".*:.*", "Ipv6"))
"""Forms of a text in an id, and the word in the name of the property that has it."""


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
