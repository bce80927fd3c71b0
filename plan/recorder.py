"""The plan of a program, recorded while it runs: no engine, no provider, no network."""

import asyncio
import contextvars
import functools
import importlib
import inspect
import logging
import threading
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pulumi
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi import runtime
from pulumi.runtime import mocks, rpc, settings, stack
from pulumi.runtime.proto import resource_pb2

from plan.computed import mark
from plan.plan import UNKNOWN, Plan, Resource

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_ROOT_TYPE = "pulumi:pulumi:Stack"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"


@dataclass(frozen=True)
class Account:
    """What the program is told when it asks where it is being deployed."""

    account_id: str = "000000000000"
    region: str = "eu-west-1"
    availability_zones: tuple[str, ...] = ()

    def answer(self, function: str) -> Mapping[str, Any]:
        """Result of an `aws` function, as far as an account alone decides it."""
        zones = self.availability_zones or tuple(f"{self.region}{letter}" for letter in "abc")
        known: dict[str, Mapping[str, Any]] = {
            "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": self.account_id},
            "aws:index/getPartition:getPartition": _partition(self.region),
            "aws:index/getRegion:getRegion": {"region": self.region, "name": self.region},
            "aws:index/getAvailabilityZones:getAvailabilityZones": {"names": list(zones)},
        }
        if function not in known:
            raise UnansweredFunction(function)
        return known[function]


class UnansweredFunction(pulumi.RunError):
    """The program calls a provider function that cannot be answered without a cloud."""

    def __init__(self, function: str) -> None:
        super().__init__(f"{function}: must not be called by a program that is checked offline")


@dataclass
class _Recording(mocks.MockMonitor):
    """Stands where the engine's resource monitor would, and keeps every request."""

    project: str
    stack: str
    account: Account
    default_tags: Mapping[str, str]
    found: list[Resource] = field(default_factory=list[Resource])
    outputs: dict[str, Any] = field(default_factory=dict[str, Any])

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """URN as the engine builds it: the types of all ancestors but the stack, then its own."""
        above = parent.split("::")[2] if parent else _ROOT_TYPE
        types = type_ if above == _ROOT_TYPE else f"{above}${type_}"
        return f"urn:pulumi:{self.stack}::{self.project}::{types}::{name}"

    def RegisterResource(self, request: Any) -> Any:
        urn = self.make_urn(request.parent, request.type, request.name)
        inputs, secrets = _plain(request.object)
        outputs = _computed_outputs(request.type) if request.custom else {}
        if "tagsAll" in outputs:
            inputs["tagsAll"] = {**self.default_tags, **(inputs.get("tags") or {})}
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
                provider=request.provider,
                secrets=secrets,
            )
        )
        state = struct_pb2.Struct()
        state.CopyFrom(request.object)
        for output in outputs:
            if output not in state and outputs[output]:
                state[output] = mark(request.name, output)
        return resource_pb2.RegisterResourceResponse(
            urn=urn, id=mark(request.name, "id") if request.custom else "", object=state
        )

    def ReadResource(self, request: Any) -> Any:
        urn = self.make_urn(request.parent, request.type, request.name)
        state = struct_pb2.Struct()
        state.CopyFrom(request.properties)
        for output, is_text in _computed_outputs(request.type).items():
            if output not in state and is_text:
                state[output] = mark(request.name, output)
        return resource_pb2.ReadResourceResponse(urn=urn, properties=state)

    def Invoke(self, request: Any) -> Any:
        answer = struct_pb2.Struct()
        answer.update(self.account.answer(request.tok))
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(answer)
        return response

    def RegisterResourceOutputs(self, request: Any) -> Any:
        outputs, _ = _plain(request.outputs)
        self.outputs[request.urn] = outputs
        return empty_pb2.Empty()


def record(
    program: Callable[[], object],
    *,
    stack_name: str,
    project: str = "stepwell",
    config: Mapping[str, str] | None = None,
    default_tags: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> Plan:
    """Run `program` and return the plan of what it declared.

    `config` holds stack configuration as the engine passes it: `{"stepwell:team": "fraud"}`,
    objects as JSON text. `default_tags` are those of the provider; they appear in `tagsAll`, as
    the provider's own check puts them there.
    An exception of the program passes through unchanged.
    """
    recording = _Recording(project, stack_name, account or Account(), default_tags or {})
    # The SDK keeps its settings in context variables: a context of our own leaves no trace behind.
    contextvars.copy_context().run(_run, recording, config or {}, program)
    return Plan(
        stack=stack_name,
        project=project,
        resources=tuple(
            replace(r, outputs=recording.outputs.get(r.urn, {})) for r in recording.found
        ),
    )


def _run(
    recording: _Recording,
    config: Mapping[str, str],
    program: Callable[[], object],
) -> None:
    runtime.set_all_config(dict(config))
    features = recording.GetDeploymentInfo(empty_pb2.Empty()).supportedFeatures
    settings.configure(
        mocks.MockSettings(
            monitor=recording,
            monitor_features=set(features),
            engine=mocks.MockEngine(logging.getLogger("stepwell.program")),
            project=recording.project,
            stack=recording.stack,
            organization="organization",
            root_directory=".",
            dry_run=True,
            outputs=set(),
            lock=threading.Lock(),
            callbacks=None,
            package_refs={},
            parallel=True,
            legacy_apply_enabled=False,
        )
    )
    settings.ROOT.set(None)

    def declare() -> None:
        program()

    with asyncio.Runner() as runner:
        runner.run(stack.run_in_stack(declare))


def _partition(region: str) -> Mapping[str, Any]:
    """Partition of a region, by its prefix (AWS General Reference, "AWS partitions")."""
    if region.startswith("cn-"):
        return {"partition": "aws-cn", "dnsSuffix": "amazonaws.com.cn"}
    if region.startswith("us-gov-"):
        return {"partition": "aws-us-gov", "dnsSuffix": "amazonaws.com"}
    return {"partition": "aws", "dnsSuffix": "amazonaws.com"}


def _plain(message: struct_pb2.Struct) -> tuple[dict[str, Any], frozenset[str]]:
    """Inputs as plain data, and the names of those that are secret."""
    secrets = set[str]()
    plain = dict[str, Any]()
    for key, value in json_format.MessageToDict(message).items():
        secret = isinstance(value, dict) and value.get(_SIGNATURE) == _SECRET
        if secret:
            secrets.add(key)
        plain[key] = _value(value)
    return plain, frozenset(secrets)


def _value(value: Any) -> Any:
    """One value of the wire format, secrets unwrapped, unknowns named, whole numbers as int."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_value(v) for v in value]
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _SECRET:
            return _value(value.get("value"))
        return {k: _value(v) for k, v in value.items()}
    return UNKNOWN if value == rpc.UNKNOWN else value


@functools.cache
def _computed_outputs(token: str) -> Mapping[str, bool]:
    """By wire name, each output of a type in the SDK and whether it is a text."""
    package, module, _ = token.split(":")
    if package != "aws":
        return {}
    name = token.rsplit(":", 1)[1]
    resource = getattr(importlib.import_module(f"pulumi_aws.{module.split('/')[0]}"), name)
    found = dict[str, bool]()
    for _, getter in inspect.getmembers(resource, lambda m: isinstance(m, property)):
        wire = getattr(getter.fget, "_pulumi_name", None) or getter.fget.__name__
        returns = typing.get_type_hints(getter.fget).get("return")
        of = typing.get_args(returns)
        found[wire] = bool(of) and str in (of[0], *typing.get_args(of[0]))
    return found
