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

from sandbox.provider.descriptor import ResourceType
from sandbox.provider.paths import canonical
from sandbox.provider.request import build
from sandbox.provider.shapes import input_shape, shape_at
from sandbox.provider.tables import resource_types
from sandbox.schema.limits import FILE
from sandbox.schema.store import nested_type, resource_schema

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
    found = dict[str, Any]()
    schemas = _schemas()
    for token, kind in sorted(resource_types().items()):
        name = token.rsplit(":", 1)[1]
        module = token.split(":")[1].split("/")[0]
        guesses = (f"{kind.service.replace('-', '')}{name}", f"{module}{name}")
        wanted = [_TYPES[name].replace("::", "")] if name in _TYPES else guesses
        schema = next((schemas[w.lower()] for w in wanted if w.lower() in schemas), None)
        if schema is not None and (limits := dict(_limits(kind, schema))):
            found[token] = dict(sorted(limits.items()))
    return found


def _schemas() -> Mapping[str, Any]:
    """CloudFormation's schemas by type: `sqsqueue`."""
    spec = importlib.util.find_spec("cfnlint")
    if spec is None or spec.origin is None:
        raise SystemExit("cfn-lint: must be installed, got nothing\npip install cfn-lint")
    folder = Path(spec.origin).parent / "data" / "schemas" / "resources"
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json")))
    return {s["typeName"].replace("::", "").removeprefix("AWS").lower(): s for s in read}


def _limits(kind: ResourceType, schema: Any) -> Iterator[tuple[str, Any]]:
    own = resource_schema(kind.token)
    assert own is not None
    noun = kind.token.rsplit(":", 1)[1]
    members = {**kind.members, **kind.create.members}
    for step in kind.updates:
        members.update(step.members)
    in_model = _Model(kind)
    for name, prop in own.inputs.items():
        if name in _LEFT_OUT:
            continue
        member = members.get(name, "").split(".")[-1]
        node = _named(schema["properties"], (member, name, f"{noun}{name}", f"{name}Name"))
        if node is not None:
            yield from _below(schema, node, prop.type, name, in_model, ())


def _named(properties: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    by_name = {canonical(key): value for key, value in properties.items()}
    return next((by_name[canonical(n)] for n in names if n and canonical(n) in by_name), None)


def _below(
    schema: Any, node: Any, type_: Any, path: str, in_model: "_Model", above: tuple[str, ...]
) -> Iterator[tuple[str, Any]]:
    """Limits of a property and of what is in it."""
    if "$ref" in node:
        node = {**schema["definitions"][node["$ref"].rsplit("/", 1)[1]], **node}
    if isinstance(type_, list) and type_[0] == "list":
        if "items" in node:
            yield from _own(node, _SIZE, f"{path}[]", in_model)
            yield from _below(schema, node["items"], type_[1], path, in_model, above)
        return
    if isinstance(type_, list) and type_[0] == "ref" and type_[1] not in above:
        if node.get("type") == "array":
            node = node.get("items", {})
            if "$ref" in node:
                node = schema["definitions"][node["$ref"].rsplit("/", 1)[1]]
        for name, prop in (nested_type(type_[1]) or {}).items():
            found = _named(node.get("properties", {}), (name,))
            if found is not None:
                here, below = f"{path}.{name}", (*above, type_[1])
                yield from _below(schema, found, prop.type, here, in_model, below)
    elif type_ == "string" and node.get("type") == "string":
        yield from _own(node, _TEXT, path, in_model)
    elif type_ in ("integer", "number") and node.get("type") in ("integer", "number"):
        yield from _own(node, _NUMBER, path, in_model)


def _own(
    node: Any, names: tuple[str, ...], path: str, in_model: "_Model"
) -> Iterator[tuple[str, Any]]:
    said = {n: node[n] for n in names if node.get(n) and not in_model.says(path, n)}
    if node.get("format") in _KINDS_OF_ID and names == _TEXT:
        said["pattern"] = _KINDS_OF_ID[node["format"]]
    if names == _NUMBER and node.get("minimum") == 0 and not in_model.says(path, "minimum"):
        said["minimum"] = 0
    if said:
        yield path, said


class _Model:
    """What the service's model says of the members that carry a property."""

    def __init__(self, kind: ResourceType) -> None:
        schema = resource_schema(kind.token)
        assert schema is not None
        place = {"id": "x", "account": "0", "region": "r", "partition": "aws"}
        values = {n: _sample(p.type, n) for n, p in schema.inputs.items() if n not in _LEFT_OUT}
        self._shapes = dict[str, list[Any]]()
        for step in (kind.create, *kind.updates):
            root = input_shape(kind.service, step.operation)
            if root is None:
                continue
            for member, source in build(kind, step, {**place, **values}).sources.items():
                shape = shape_at(root, member)
                if shape is not None:
                    self._shapes.setdefault(source.replace("[0]", ""), []).append(shape)

    def says(self, path: str, limit: str) -> bool:
        """Whether the model has such a limit of its own."""
        shapes: list[Any] = self._shapes.get(path.removesuffix("[]"), [])
        lists = path.endswith("[]")
        name = _IN_MODEL.get(limit, limit)
        return any(
            name in shape.metadata or "enum" in shape.metadata
            for shape in shapes
            if (shape.type_name == "list") == lists
        )


def _sample(type_: Any, name: str, above: tuple[str, ...] = ()) -> Any:
    """A value of a type of the SDK's schema."""
    if isinstance(type_, str):
        return {"boolean": True, "integer": 1, "number": 1}.get(type_, "{}")
    head, *rest = type_
    if head == "list":
        return [_sample(rest[0], name, above)]
    if head == "map":
        return {"k": _sample(rest[0], "", above)}
    if head == "union":
        return _sample(rest[0], name, above)
    properties = {} if rest[0] in above else nested_type(rest[0]) or {}
    return {key: _sample(p.type, key, (*above, rest[0])) for key, p in properties.items()}


if __name__ == "__main__":
    content = {
        "from": f"cfn-lint {importlib.metadata.version('cfn-lint')}",
        "on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "types": derive(),
    }
    FILE.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
