"""Resource types without an entry in the table: what the user is told, and what no call makes."""

import hashlib
import threading
from collections.abc import Mapping
from typing import Any

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from sandbox.provider.answer import templated
from sandbox.provider.descriptor import Read, ResourceType, Step
from sandbox.provider.ledger import Ledger
from sandbox.provider.naming import DEFAULTS
from sandbox.provider.observe import MARK
from sandbox.provider.resources import Inputs, Resource
from sandbox.schema.store import package_of, sdk_version

_PATIENCE_SECONDS = 5.0


def stored(token: str) -> ResourceType:
    """A type that no call makes: it is in the stack's state and nowhere else."""
    noun = token.rpartition(":")[2].lower()
    arn = f"arn:{{partition}}:{token.split(':')[1].split('/')[0]}:{{region}}:{{account}}"
    return ResourceType(
        token, "", Step(""), Read(""), "{name|bucket|id}", arn=f"{arn}:{noun}/{{id}}", derived=True
    )


def note(kind: ResourceType) -> str:
    """What a user has to know of a type that is not in the table; nothing of others."""
    if not kind.derived:
        return ""
    if not kind.service:
        return (
            f"{kind.token} is not in the sandbox's table, and no API call is like it; its inputs"
            " are checked against its schema, and nothing is made in the account"
        )
    return (
        f"{kind.token} is not in the sandbox's table; answered by its schema and the service's"
        f" model ({kind.service}:{kind.create.operation})"
    )


def not_in_sdk(token: str) -> str:
    """What a user has to know of a type that there is not."""
    package = package_of(token)
    return f"{token}: must be a resource type of pulumi-{package} {sdk_version(package)}"


class Notes:
    """Warnings among the engine's own messages, one for each type and engine."""

    def __init__(self) -> None:
        self._engines: dict[str, str] = {}
        self._told: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def attached(self, peer: str, address: str) -> None:
        """Remember where the engine behind a connection takes messages."""
        with self._lock:
            self._engines[peer] = address

    def tell(self, peer: str, urn: str, kind: ResourceType) -> None:
        """Warn of a type that is not in the table, unless that engine has been warned."""
        text = note(kind)
        with self._lock:
            address = self._engines.get(peer, "")
            new = bool(text and address) and (address, kind.token) not in self._told
            self._told.add((address, kind.token))
        if not new:
            return
        request = engine_pb2.LogRequest(severity=engine_pb2.WARNING, message=text, urn=urn)
        with grpc.insecure_channel(address) as channel:
            try:
                engine_pb2_grpc.EngineStub(channel).Log(request, timeout=_PATIENCE_SECONDS)
            except grpc.RpcError:
                return  # An engine that takes no message still gets its resource.


class Stored(Resource):
    """A resource that the state of the stack alone knows."""

    def create(self, urn: str, inputs: Inputs, ledger: Ledger) -> tuple[str, dict[str, Any]]:
        """Return an id and outputs, of which only those that names tell are there."""
        named = next((inputs[n] for n in ("name", "bucket") if isinstance(inputs.get(n), str)), "")
        physical_id = named or hashlib.sha256(urn.encode()).hexdigest()[:17]
        return physical_id, self._shown(physical_id, inputs)

    def update(self, physical_id: str, known: Inputs, old: Inputs, new: Inputs) -> dict[str, Any]:
        """Return the new inputs among the outputs."""
        return self._shown(physical_id, new)

    def delete(self, physical_id: str, properties: Inputs) -> None:
        """Do nothing: there is nothing."""

    def read(
        self, physical_id: str, outputs: Inputs, inputs: Inputs
    ) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return what the state says; there is nothing to import."""
        return (dict(outputs), dict(inputs)) if inputs else None

    def _shown(self, physical_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
        state = self.view.state(inputs, physical_id)
        told = {k: v for k, v in templated(self.kind, state).items() if k in self.schema.outputs}
        given = {k: v for k, v in inputs.items() if k != DEFAULTS and v is not None}
        return {**told, **given, "id": physical_id, MARK: {}}
