"""Stands where the engine's resource monitor would be, and keeps what a program declares."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pulumi
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.runtime import mocks, rpc
from pulumi.runtime.proto import resource_pb2

from plan.computed import is_computed, mark
from plan.plan import UNKNOWN, Resource
from plan.sdk import Filled, computed_outputs, has_output
from plan.wire import inputs_of

_ROOT_TYPE = "pulumi:pulumi:Stack"
_PROVIDER = "pulumi:providers:"
_NATIVE = "aws-native:"


class Unrecordable(pulumi.RunError):
    """The program uses something of the engine that a recording cannot do."""


@dataclass
class RecordingMonitor(mocks.MockMonitor):
    """Keeps each registration as a `Resource`, and answers as the engine's preview would."""

    project: str
    stack: str
    answer: Callable[[str], Mapping[str, Any]]
    default_tags: Mapping[str, str]
    """Default tags of the provider `aws`."""

    native_tags: Mapping[str, str]
    """Default tags of the provider `aws-native`."""

    found: list[Resource] = field(default_factory=list[Resource])
    outputs: dict[str, Any] = field(default_factory=dict[str, Any])
    _urns: set[str] = field(default_factory=set[str])
    _provider_tags: dict[str, Any] = field(default_factory=dict[str, Any])

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """URN as the engine builds it: the types of all ancestors but the stack, then its own."""
        above = parent.split("::")[2] if parent else _ROOT_TYPE
        types = type_ if above == _ROOT_TYPE else f"{above}${type_}"
        return f"urn:pulumi:{self.stack}::{self.project}::{types}::{name}"

    def RegisterResource(self, request: Any) -> Any:
        """Keep a declared resource."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if urn in self._urns:
            raise Unrecordable(f"{urn}: must be declared once, got a second declaration")
        self._urns.add(urn)
        inputs, secrets = inputs_of(json_format.MessageToDict(request.object))
        filled = computed_outputs(request.type) if request.custom else {}
        provider = request.provider.rpartition("::")[0]
        if request.type.startswith(_PROVIDER):
            self._provider_tags[urn] = tags_of_provider(inputs)
        elif "tagsAll" in filled:
            defaults = self._provider_tags.get(provider, self.default_tags)
            inputs["tagsAll"] = _merged(defaults, inputs.get("tags"))
        elif request.type.startswith(_NATIVE) and has_output(request.type, "tags"):
            defaults = self._provider_tags.get(provider, self.native_tags)
            if tags := _listed(defaults, inputs.get("tags")):
                inputs["tags"] = tags
        self.found.append(
            Resource(
                urn=urn,
                type=request.type,
                name=request.name,
                inputs=inputs,
                parent=request.parent or None,
                dependencies=frozenset(request.dependencies),
                property_dependencies={
                    key: frozenset(value.urns)
                    for key, value in request.propertyDependencies.items()
                    if value.urns
                },
                custom=request.custom,
                protect=request.protect,
                retain_on_delete=request.retainOnDelete,
                provider=provider,
                secrets=secrets,
                declared_at=_line(request.sourcePosition),
            )
        )
        return resource_pb2.RegisterResourceResponse(
            urn=urn,
            id=mark(request.name, "id") if request.custom else "",
            object=_state(request.name, request.object, filled),
        )

    def ReadResource(self, request: Any) -> Any:
        """Answer for a resource that the program looks up and does not own."""
        return resource_pb2.ReadResourceResponse(
            urn=self.make_urn(request.parent, request.type, request.name),
            properties=_state(request.name, request.properties, computed_outputs(request.type)),
        )

    def Invoke(self, request: Any) -> Any:
        """Answer a provider function."""
        answer = struct_pb2.Struct()
        answer.update(self.answer(request.tok))
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(answer)
        return response

    def Call(self, request: Any) -> Any:
        """Refuse a method of a resource: only its provider can run it."""
        raise Unrecordable(
            f"{request.tok}: must not be called by a program that is checked offline"
        )

    def RegisterResourceOutputs(self, request: Any) -> Any:
        """Keep the outputs of a component."""
        self.outputs[request.urn], _ = inputs_of(json_format.MessageToDict(request.outputs))
        return empty_pb2.Empty()


class NoCallbacks:
    """Refuses what the engine would call back: transforms and hooks would silently not run."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def refuse(*_: Any) -> Any:
            what = "hooks" if "hook" in name else "transforms"
            raise Unrecordable(
                f"{what}: must not be used by a program that is checked offline, as only the "
                "engine runs them\nset the properties where the resource is declared"
            )

        return refuse


def _line(position: Any) -> str:
    """Path and line of a source position; empty where there is none."""
    path = unquote(position.uri.removeprefix("file://"))
    return f"{path}:{position.line}" if path else ""


def _state(name: str, given: struct_pb2.Struct, filled: Mapping[str, Filled]) -> struct_pb2.Struct:
    """What the program is told about a resource: what it gave, and marks for what AWS decides."""
    state = struct_pb2.Struct()
    state.CopyFrom(given)
    for output, kind in filled.items():
        if output not in state:
            state[output] = mark(name, output) if kind is Filled.TEXT else rpc.UNKNOWN
    return state


def _merged(defaults: Any, tags: Any) -> Any:
    """Tags of the provider and the resource together, as far as both are known."""
    known = isinstance(defaults, Mapping) and (tags is None or isinstance(tags, Mapping))
    return {**defaults, **(tags or {})} if known else UNKNOWN


def _listed(defaults: Any, tags: Any) -> Any:
    """The same for a resource of Cloud Control, whose tags are pairs in a list."""
    known = isinstance(defaults, Mapping) and (tags is None or isinstance(tags, list))
    if not known:
        return UNKNOWN
    own = {tag["key"] for tag in tags or () if isinstance(tag, Mapping)}
    added = ({"key": key, "value": defaults[key]} for key in sorted(defaults) if key not in own)
    return [*(tags or ()), *added]


def tags_of_provider(inputs: Mapping[str, Any]) -> Any:
    """Default tags in the settings of a provider, which travel as JSON text."""
    tags = inputs.get("defaultTags")
    if isinstance(tags, str) and not is_computed(tags):
        tags = json.loads(tags)
    return (tags or {}).get("tags", {}) if tags is None or isinstance(tags, Mapping) else UNKNOWN
