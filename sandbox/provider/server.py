"""The provider on a port of 127.0.0.1, for engines that attach with PULUMI_DEBUG_PROVIDERS."""

import functools
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from sandbox.account.direct import Application
from sandbox.lifecycle import HOST
from sandbox.provider.account import Account, Keys
from sandbox.provider.ledger import Ledger
from sandbox.provider.servicer import Servicer

_THREADS = 32


@dataclass
class ProviderServer:
    """A running provider."""

    port: int
    _server: grpc.Server
    _for_keys: Callable[[Keys], "ProviderServer"]
    _others: dict[Keys, "ProviderServer"] = field(default_factory=dict["Keys", "ProviderServer"])

    def port_for(self, keys: bytes) -> bytes:
        """Port where the same provider signs with `keys`, a list in JSON, as shells ask for it."""
        signing = Keys(*json.loads(keys))
        if signing not in self._others:
            self._others[signing] = self._for_keys(signing)
        return str(self._others[signing].port).encode()

    def stop(self, grace_seconds: float = 1.0) -> None:
        """Finish what is under way, then close."""
        for server in (self, *self._others.values()):
            server._server.stop(grace_seconds).wait()


def serve(
    account_url: str,
    folder: Path | None = None,
    port: int = 0,
    interceptors: Sequence[grpc.ServerInterceptor] = (),
    application: Application | None = None,
) -> ProviderServer:
    """Start a provider that works on the account at `account_url`; port 0 takes a free one.

    `application` is that account, if it runs in this process.

    `folder` keeps what must outlive a restart; `interceptors` see each call first. Raises
    `OSError` if the port is taken, and `ValueError` for an account that is not on loopback.
    """
    ledger = Ledger(folder / "creates.jsonl" if folder is not None else None)

    def started(port: int, keys: Keys) -> ProviderServer:
        server = grpc.server(
            ThreadPoolExecutor(_THREADS, thread_name_prefix="provider"),
            interceptors=list(interceptors),
            options=[
                ("grpc.so_reuseport", 0),
                ("grpc.max_receive_message_length", -1),
                ("grpc.max_send_message_length", -1),
            ],
        )
        provider_pb2_grpc.add_ResourceProviderServicer_to_server(
            Servicer(Account(account_url, application, keys), ledger), server
        )
        try:
            bound = server.add_insecure_port(f"{HOST}:{port}")
        except RuntimeError as error:
            raise OSError(f"port {port}: must be free to listen on") from error
        server.start()
        return ProviderServer(bound, server, functools.partial(started, 0))

    return started(port, Keys())
