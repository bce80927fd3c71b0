"""Runs a program for the small engine: each resource that it declares is carried out at once."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from google.protobuf import json_format, struct_pb2
from pulumi.runtime.proto import resource_pb2

from plan import recorder
from plan.monitor import RecordingMonitor

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_WRAPPED = {"1b47061264138c4ac30d75fd1eb44270", "d0e6a833031e9bbcd3f4e8bde6ca49a4"}
"""Signatures of secrets and of outputs, which a provider that knows neither is not sent."""


@dataclass(frozen=True)
class Declared:
    """A resource as the program declares it."""

    urn: str
    type: str
    name: str
    inputs: Mapping[str, Any]
    ignored: tuple[str, ...]
    """Paths of inputs whose changes do not count."""

    retained: bool
    deletes_first: bool | None
    """Whether it goes before it is made anew; None leaves that to the provider."""

    needs: Mapping[str, frozenset[str]]
    """By input, the URNs of the resources that it comes from."""


CarryOut = Callable[[Declared], tuple[str, struct_pb2.Struct]]
"""Does what is declared; returns the id and the outputs."""


def run(compose: Callable[[], object], carry_out: CarryOut) -> None:
    """Run the program that `compose` records."""
    with pytest.MonkeyPatch.context() as patch:
        monitor = functools.partial(_Monitor, carry_out=carry_out)
        patch.setattr(recorder, "RecordingMonitor", monitor)
        compose()


def with_ignored(
    inputs: Mapping[str, Any], before: Mapping[str, Any], paths: tuple[str, ...]
) -> dict[str, Any]:
    """The inputs with those whose changes do not count as they were before."""
    found = dict(inputs)
    for path in paths:
        top, _, rest = path.partition(".")
        if rest and isinstance(found.get(top), Mapping) and isinstance(before.get(top), Mapping):
            found[top] = with_ignored(found[top], before[top], (rest,))
        elif top in before:
            found[top] = before[top]
        else:
            found.pop(top, None)
    return found


@dataclass
class _Monitor(RecordingMonitor):
    """Answers a program with what became of each of its resources."""

    carry_out: CarryOut = field(kw_only=True)

    def RegisterResource(self, request: Any) -> Any:
        registered = super().RegisterResource(request)
        if not request.custom or not request.type.startswith(("aws:", "aws-native:")):
            return registered
        defined = request.deleteBeforeReplaceDefined
        declared = Declared(
            urn=registered.urn,
            type=request.type,
            name=request.name,
            inputs=_unwrapped(json_format.MessageToDict(request.object)),
            ignored=tuple(request.ignoreChanges),
            retained=request.retainOnDelete,
            deletes_first=request.deleteBeforeReplace if defined else None,
            needs={k: frozenset(v.urns) for k, v in request.propertyDependencies.items()},
        )
        physical_id, outputs = self.carry_out(declared)
        return resource_pb2.RegisterResourceResponse(
            urn=declared.urn, id=physical_id, object=outputs
        )


def _unwrapped(value: Any) -> Any:
    """A value without the wrapping of secrets and outputs."""
    if isinstance(value, list):
        return [_unwrapped(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get(_SIGNATURE) in _WRAPPED:
        return _unwrapped(value["value"])
    return {name: _unwrapped(item) for name, item in value.items() if item is not None}
