"""Stands between the engine and a policy pack until the pack's environment is known.

A Python policy pack reads the stack's name and configuration from environment variables, which the
engine only tells by a call to a pack that is already running. So this answers that call first,
starts the pack with what it learnt, and from then on hands every call through as it is.
"""

import contextlib
import functools
import json
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from typing import Any

import grpc

from .protocol import UNLIMITED, analyzer_pb2, server

_CONFIGURE = "/pulumirpc.Analyzer/ConfigureStack"
_HANDSHAKE = "/pulumirpc.Analyzer/Handshake"


class PolicyProxy(grpc.GenericRpcHandler):
    """A server in the pack's place."""

    def __init__(self) -> None:
        self._configuration, self._pack = Future[bytes](), Future[grpc.Channel]()
        self._first = b""
        self._server, self.port = server(self)
        self._server.start()

    def environment(self) -> dict[str, str]:
        """Wait for the engine's first call; return the variables that the pack expects."""
        told = analyzer_pb2.AnalyzerStackConfigureRequest.FromString(self._configuration.result())
        found = {
            "PULUMI_ORGANIZATION": told.organization,
            "PULUMI_PROJECT": told.project,
            "PULUMI_STACK": told.stack,
            "PULUMI_DRY_RUN": "true" if told.dry_run else "false",
            "PULUMI_CONFIG": json.dumps(dict(told.config)),
        }
        return {name: value for name, value in found.items() if value}

    def heard(self, printed: bytes) -> bytes:
        """Take the pack's port, the first line that it prints, and return whatever comes after."""
        if self._pack.done():
            return printed
        self._first += printed
        port, ended, rest = self._first.partition(b"\n")
        if ended:
            self._attach(int(port))
        return rest

    def _attach(self, port: int) -> None:
        """Hand calls through to the pack from now on."""
        pack = grpc.insecure_channel(f"127.0.0.1:{port}", options=UNLIMITED)
        try:
            pack.unary_unary(_CONFIGURE)(self._configuration.result(), wait_for_ready=True)
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.UNIMPLEMENTED:
                self.stop(f"the policy pack refused the stack's configuration: {error}")
                return
        self._pack.set_result(pack)

    def stop(self, reason: str = "the policy pack has ended") -> None:
        """Answer calls that wait for a pack with `reason`."""
        self._configured(b"")
        if not self._pack.done():
            self._pack.set_exception(RuntimeError(reason))

    def service(self, handler_call_details: Any) -> Any:
        """Answer any method with raw bytes, whatever the protocol will be in later versions."""
        answer: Callable[..., bytes] = functools.partial(self._answer, handler_call_details.method)
        return grpc.unary_unary_rpc_method_handler(answer)

    def _answer(self, method: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        if method == _HANDSHAKE:
            return b""
        self._configured(request if method == _CONFIGURE else b"")
        if method == _CONFIGURE:
            return b""
        try:
            return self._pack.result().unary_unary(method)(request)
        except grpc.RpcError as error:
            context.abort(error.code(), error.details() or "")
        except RuntimeError as error:
            context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        raise AssertionError("abort always raises")

    def _configured(self, told: bytes) -> None:
        with contextlib.suppress(InvalidStateError):
            self._configuration.set_result(told)
