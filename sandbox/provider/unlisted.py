"""What the user is told of resource types without an entry in the table."""

import threading

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc

from sandbox.provider.descriptor import ResourceType
from sandbox.schema.store import package_of, sdk_version

_PATIENCE_SECONDS = 5.0


def note(kind: ResourceType) -> str:
    """What a user has to know of a type that is not in the table; nothing of others."""
    if not kind.derived:
        return ""
    if kind.kept:
        return (
            f"{kind.token} is not in the sandbox's table, and no API call can show it; its inputs"
            " are checked, and nothing is made in the account"
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
