"""Derives from CloudFormation's schemas what they say of values and the service models do not.

`python -m sandbox.schema.derive` writes `limits.json` anew, from the schemas that cfn-lint ships.
Only this command needs cfn-lint. A limit is taken where the name of a property is the same on both
sides, its type is, too, and the member of the request that carries it has no such limit itself.
"""

import datetime
import importlib.metadata
import importlib.util
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.names import canonical
from sandbox.provider.descriptor import ResourceType
from sandbox.provider.request import build
from sandbox.provider.tables import resource_types
from sandbox.schema.limits import FILE
from sandbox.schema.store import ResourceSchema, nested_type, resource_schema
from sandbox.service_model.shapes import input_shape, limits_of, shape_at

_TYPES = {
    "EndpointConfiguration": "SageMaker::EndpointConfig",
    "MetricAlarm": "CloudWatch::Alarm",
    "EventRule": "Events::Rule",
    "TopicSubscription": "SNS::Subscription",
    "CatalogDatabase": "Glue::Database",
    "CatalogTable": "Glue::Table",
    "OpenIdConnectProvider": "IAM::OIDCProvider",
    "TeamsChannelConfiguration": "Chatbot::MicrosoftTeamsChannelConfiguration",
    "FunctionEventInvokeConfig": "Lambda::EventInvokeConfig",
    "WebAclLoggingConfiguration": "WAFv2::LoggingConfiguration",
}
"""Types of CloudFormation that are called otherwise."""

_TEXT = ("enum", "pattern", "minLength", "maxLength")
_NUMBER = ("enum", "minimum", "maximum")
_SIZE = ("minItems", "maxItems")
_IN_MODEL = {
    "minLength": "min",
    "minimum": "min",
    "minItems": "min",
    "maxLength": "max",
    "maximum": "max",
    "maxItems": "max",
}
"""Names of limits in the service model, where they are called otherwise."""

_KINDS_OF_ID = {
    f"AWS::EC2::{name}.Id": f"^{start}-[0-9a-f]+$"
    for name, start in (("VPC", "vpc"), ("Subnet", "subnet"), ("SecurityGroup", "sg"))
}
"""Of the formats that schemas name, those that tell one kind of thing from another."""

_LEFT_OUT = {"tags", "tagsAll", "region"}


def derive() -> dict[str, Any]:
    """Limits by resource type and path of a property, without indexes."""
    schemas = _schemas()
    found = dict[str, Any]()
    for token, kind in sorted(resource_types().items()):
        module, name = token.split(":")[1].split("/")[0], token.rsplit(":", 1)[1]
        words = (_TYPES.get(name, ""), f"{kind.service}{name}", f"{module}{name}")
        told = next((schemas[w] for w in map(_plain, words) if w in schemas), None)
        if told is not None and (limits := dict(_limits(kind, told))):
            found[token] = dict(sorted(limits.items()))
    return found


def _schemas() -> Mapping[str, Any]:
    """CloudFormation's schemas by type: `sqsqueue`."""
    spec = importlib.util.find_spec("cfnlint")
    if spec is None or spec.origin is None:
        raise SystemExit("cfn-lint: must be installed, got nothing\npip install cfn-lint")
    folder = Path(spec.origin).parent / "data" / "schemas" / "resources"
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {_plain(schema["typeName"].removeprefix("AWS::")): schema for schema in read}


def _plain(name: str) -> str:
    return name.replace("::", "").replace("-", "").lower()


def _limits(kind: ResourceType, told: Any) -> Iterator[tuple[str, Any]]:
    """Limits of a type that CloudFormation's schema has, and no member of its requests."""
    schema = resource_schema(kind.token)
    assert schema is not None
    noun = kind.token.rsplit(":", 1)[1]
    members = {**kind.members, **kind.create.members}
    for step in kind.updates:
        members.update(step.members)
    in_model = _in_model(kind, schema)
    for name, prop in schema.inputs.items():
        member = members.get(name, "").split(".")[-1]
        node = _named(told["properties"], member, name, f"{noun}{name}", f"{name}Name")
        for path, limits in _below(told, node, prop.type, name) if name not in _LEFT_OUT else ():
            known = in_model.get(path, frozenset())
            said = {
                limit: value
                for limit, value in limits.items()
                if value in _KINDS_OF_ID.values()
                or not known & {_IN_MODEL.get(limit, limit), "enum"}
            }
            if said:
                yield path, said


def _named(properties: Mapping[str, Any], *names: str) -> Any:
    """What the first of these names means, in whichever spelling."""
    by_name = {canonical(key): value for key, value in properties.items()}
    return next((by_name[canonical(n)] for n in names if n and canonical(n) in by_name), None)


def _below(
    told: Any, node: Any, type_: Any, path: str, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Limits of a property and of what is in it."""
    if node is None:
        return
    node = _resolved(told, node)
    head, *rest = type_ if isinstance(type_, list) else [type_]
    if head == "list" and "items" in node:
        yield f"{path}[]", _own(node, _SIZE)
        yield from _below(told, node["items"], rest[0], path, above)
    elif head == "ref" and rest[0] not in above:
        if node.get("type") == "array":
            node = _resolved(told, node.get("items", {}))
        for name, prop in (nested_type(rest[0]) or {}).items():
            inner = _named(node.get("properties", {}), name)
            yield from _below(told, inner, prop.type, f"{path}.{name}", (*above, rest[0]))
    elif head == "string" and node.get("type") == "string":
        kind_of_id = _KINDS_OF_ID.get(node.get("format"))
        yield path, _own(node, _TEXT) | ({"pattern": kind_of_id} if kind_of_id else {})
    elif head in ("integer", "number") and node.get("type") in ("integer", "number"):
        yield path, _own(node, _NUMBER)


def _resolved(told: Any, node: Any) -> Any:
    ref = node.get("$ref")
    return {**told["definitions"][ref.rsplit("/", 1)[1]], **node} if ref else node


def _own(node: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {n: node[n] for n in names if node.get(n) or (n, node.get(n)) == ("minimum", 0)}


def _in_model(kind: ResourceType, schema: ResourceSchema) -> Mapping[str, set[str]]:
    """What the service's model limits of the members that carry a property, by its path."""
    place = {"id": "x", "account": "0", "region": "r", "partition": "aws"}
    values = {n: _sample(p.type) for n, p in schema.inputs.items() if n not in _LEFT_OUT}
    found = dict[str, set[str]]()
    for step in (kind.create, *kind.updates):
        root = input_shape(kind.service, step.operation)
        for member, source in build(kind, step, {**place, **values}).sources.items():
            shape = shape_at(root, member) if root is not None else None
            if shape is not None:
                path = source.replace("[0]", "") + ("[]" if shape.type_name == "list" else "")
                found.setdefault(path, set()).update(limits_of(shape))
    return found


def _sample(type_: Any, above: tuple[str, ...] = ()) -> Any:
    """A value of a type of the SDK's schema."""
    head, *rest = type_ if isinstance(type_, list) else [type_]
    if head == "ref":
        properties = {} if rest[0] in above else nested_type(rest[0]) or {}
        return {key: _sample(p.type, (*above, rest[0])) for key, p in properties.items()}
    if head in ("list", "map", "union"):
        inner = _sample(rest[0], above)
        return {"list": [inner], "map": {"k": inner}}.get(head, inner)
    return {"boolean": True, "integer": 1, "number": 1}.get(head, "{}")


if __name__ == "__main__":
    content = {
        "from": f"cfn-lint {importlib.metadata.version('cfn-lint')}",
        "on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "types": derive(),
    }
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
