"""What resources are called in ARNs, as far as a plan can tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.permissions.stack import StackFacts
from plan.computed import is_computed, mark, sources
from plan.plan import UNKNOWN, Resource

_PLACEHOLDER = re.compile(r"\{([A-Za-z0-9.|]+)\}")


def values_at(inputs: Mapping[str, Any], path: str) -> list[Any]:
    """Everything at a path of property names, through lists: `instanceGroups.executionRole`."""
    found: list[Any] = [inputs]
    for part in path.split("."):
        inner = [item[part] for item in found if isinstance(item, Mapping) and part in item]
        found = [one for item in inner for one in (item if isinstance(item, list) else [item])]
    return [value for value in found if value not in (None, "")]


def named_arns(template: str, resource: Resource, stack: StackFacts) -> Iterator[str]:
    """ARNs of a template whose placeholders are properties that hold names.

    Everything of the stack's begins with its prefix, so that one pattern stands for all of a kind;
    a name without the prefix is that of something else, and stands for itself.
    """
    template = stack.filled(template)
    if template.endswith("{object}"):
        yield template.replace("{object}", _object(resource))
        return
    place = _PLACEHOLDER.search(template)
    if place is None:
        # A name may say itself what AWS puts before it.
        yield template.replace("parameter//", "parameter/").replace("alias/alias/", "alias/")
        return
    for name in _names(place[1], resource, stack):
        if name.startswith("arn:"):
            yield name
        else:
            rest = template[: place.start()] + name + template[place.end() :]
            yield from named_arns(rest, resource, stack)


def known_arns(template: str, resource: Resource, stack: StackFacts) -> Iterator[tuple[str, bool]]:
    """ARNs of a template by an id, and whether each is only a pattern: tags have to tell then."""
    template = stack.filled(template)
    place = _PLACEHOLDER.search(template)
    if place is None:
        yield template, True
        return
    values = values_at(resource.inputs, place[1]) or [UNKNOWN]
    for value in {v if isinstance(v, str) and not is_computed(v) else "*" for v in values}:
        whole = template[: place.start()] + value + template[place.end() :]
        yield (value if value.startswith("arn:") else whole), value == "*"


def pattern(text: str, prefix: str) -> str:
    """`text` up to the prefix in it and a star; the prefix may be written with underscores."""
    for form in (prefix, prefix.replace("-", "_")):
        found = re.search(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", text)
        if found is not None:
            return text if found.end() == len(text) else f"{text[: found.end() + 1]}*"
    return text


def with_patterns(text: str) -> str:
    """`text` with a pattern for whatever AWS decides: a name begins as its resource is called."""
    whole = text.startswith("<<") and text.count("<<") == 1 and text.endswith(">>")
    for name, output in sources(text):
        known = f"{name}-*" if whole or output in ("name", "bucket") else "*"
        text = text.replace(mark(name, output), known)
    return text


def role_names(value: Any, roles: Mapping[str, Resource]) -> Iterator[str]:
    """Logical names of declared roles, and ARNs of others, that a value mentions."""
    for name, _output in sorted(sources(value)):
        if name in roles:
            yield name
    yield from sorted(set(re.findall(r"arn:[a-z-]+:iam::\d{12}:role/[\w+=,.@/-]+", str(value))))


def _names(placeholder: str, resource: Resource, stack: StackFacts) -> Iterator[str]:
    path, _, default = placeholder.partition("|")
    values = values_at(resource.inputs, path)
    if not values and default:
        values = [default]
    if not values:
        start = resource.inputs.get(f"{path}Prefix") or f"{resource.name}-"
        yield pattern(f"{start}*", stack.prefix)
    for value in values:
        if value is UNKNOWN or not isinstance(value, str):
            yield f"{stack.prefix}-*"
            continue
        text = _plain(with_patterns(value))
        yield text if text.startswith("arn:") else pattern(text, stack.prefix)


def _plain(value: str) -> str:
    """Bucket of an S3 address, host and path of another, and everything else as it is."""
    if value.startswith("s3://"):
        return value.split("/")[2]
    return value.removeprefix("https://")


def _object(resource: Resource) -> str:
    """Bucket and key of an object: this bucket only, and this name in whatever folder it is."""
    bucket, key = resource.inputs.get("bucket"), resource.inputs.get("key")
    made = sorted(name for name, _ in sources(bucket))
    where = f"{made[0]}-*" if made else str(bucket)
    if not isinstance(key, str) or is_computed(key):
        return f"{where}/*"
    folder, slash, name = key.rpartition("/")
    return f"{where}/*/{name}" if folder else f"{where}/{slash}{name}"
