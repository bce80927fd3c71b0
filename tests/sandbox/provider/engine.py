"""Drives the provider over gRPC in the order in which the engine does."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from sandbox.provider.wire import from_struct, to_struct
from sandbox.schema.store import resource_schema


class Refused(Exception):
    """Check failed; the failures as `path: reason`."""

    def __init__(self, failures: list[str]) -> None:
        super().__init__("\n".join(failures))
        self.failures = failures


@dataclass
class Made:
    """A resource as the engine keeps it in its state."""

    token: str
    name: str
    id: str
    inputs: dict[str, Any]
    outputs: dict[str, Any]

    @property
    def urn(self) -> str:
        return urn(self.token, self.name)


def urn(token: str, name: str) -> str:
    return f"urn:pulumi:fraud-dev::stepwell::stepwell:index:X${token}::{name}"


@dataclass
class Engine:
    """One engine with one configured provider instance."""

    port: int
    config: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # A connection of its own, as each engine has one.
        options = [("grpc.use_local_subchannel_pool", 1)]
        self.channel = grpc.insecure_channel(f"127.0.0.1:{self.port}", options)
        self.stub = provider_pb2_grpc.ResourceProviderStub(self.channel)
        self.stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
        config = {"region": "eu-west-1", **self.config}
        self.stub.Configure(provider_pb2.ConfigureRequest(args=to_struct(config)))

    def check(
        self, token: str, name: str, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        answer = self.stub.Check(
            provider_pb2.CheckRequest(
                urn=urn(token, name),
                olds=to_struct(olds or {}),
                news=to_struct(news),
                randomSeed=os.urandom(32),
                name=name,
                type=token,
            )
        )
        if answer.failures:
            raise Refused([f"{f.property}: {f.reason}" for f in answer.failures])
        return from_struct(answer.inputs)

    def preview(self, token: str, name: str, news: Mapping[str, Any]) -> dict[str, Any]:
        inputs = self.check(token, name, news)
        answer = self.stub.Create(
            provider_pb2.CreateRequest(
                urn=urn(token, name), properties=to_struct(inputs), preview=True
            )
        )
        assert answer.id == ""
        return from_struct(answer.properties)

    def create(self, token: str, name: str, news: Mapping[str, Any]) -> Made:
        inputs = self.check(token, name, news)
        answer = self.stub.Create(
            provider_pb2.CreateRequest(urn=urn(token, name), properties=to_struct(inputs))
        )
        assert answer.id
        return Made(token, name, answer.id, inputs, from_struct(answer.properties))

    def diff(self, made: Made, news: Mapping[str, Any]) -> Any:
        inputs = self.check(made.token, made.name, news, made.inputs)
        return self._diff(made, inputs)

    def _diff(self, made: Made, inputs: Mapping[str, Any]) -> Any:
        answer = self.stub.Diff(
            provider_pb2.DiffRequest(
                id=made.id,
                urn=made.urn,
                olds=to_struct(made.outputs),
                old_inputs=to_struct(made.inputs),
                news=to_struct(inputs),
            )
        )
        if answer.changes != provider_pb2.DiffResponse.DIFF_UNKNOWN:
            return answer
        # The engine compares the inputs then, and replaces where the SDK says so.
        changed = [k for k in {**made.inputs, **inputs} if made.inputs.get(k) != inputs.get(k)]
        schema = resource_schema(made.token)
        assert schema is not None
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME,
            replaces=[key for key in changed if key in schema.replaces],
        )

    def update(self, made: Made, news: Mapping[str, Any]) -> Made:
        inputs = self.check(made.token, made.name, news, made.inputs)
        self._diff(made, inputs)
        answer = self.stub.Update(
            provider_pb2.UpdateRequest(
                id=made.id,
                urn=made.urn,
                olds=to_struct(made.outputs),
                old_inputs=to_struct(made.inputs),
                news=to_struct(inputs),
            )
        )
        return Made(made.token, made.name, made.id, inputs, from_struct(answer.properties))

    def read(self, made: Made) -> Made | None:
        answer = self.stub.Read(
            provider_pb2.ReadRequest(
                id=made.id,
                urn=made.urn,
                properties=to_struct(made.outputs),
                inputs=to_struct(made.inputs),
            )
        )
        if not answer.id:
            return None
        return Made(
            made.token,
            made.name,
            answer.id,
            from_struct(answer.inputs),
            from_struct(answer.properties),
        )

    def adopt(self, token: str, name: str, physical_id: str) -> Made | None:
        return self.read(Made(token, name, physical_id, {}, {}))

    def delete(self, made: Made) -> None:
        self.stub.Delete(
            provider_pb2.DeleteRequest(id=made.id, urn=made.urn, properties=to_struct(made.outputs))
        )

    def invoke(self, token: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=to_struct(arguments)))
        if answer.failures:
            raise Refused([f"{f.property}: {f.reason}" for f in answer.failures])
        return from_struct(getattr(answer, "return"))

    def cancel(self) -> None:
        self.stub.Cancel(empty_pb2.Empty())

    def close(self) -> None:
        self.channel.close()
