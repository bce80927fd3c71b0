"""Stands between the engine and a policy pack until the pack's environment is known.

A Python policy pack reads the stack's name and configuration from environment variables, which the
engine only tells by a call to a pack that is already running. So this answers that call first,
starts the pack with what it learnt, and from then on hands every call through as it is.
"""

import functools
import json
from collections.abc import Callable
from concurrent import futures
from typing import Any

import grpc

from .limits import MESSAGE_OPTIONS, THREADS
from .protocol import analyzer_pb2

_CONFIGURE = "/pulumirpc.Analyzer/ConfigureStack"
_HANDSHAKE = "/pulumirpc.Analyzer/Handshake"


class PolicyProxy(grpc.GenericRpcHandler):
    """A server in the pack's place."""

    def __init__(self) -> None:
        self._configuration = futures.Future[bytes | None]()
        self._pack = futures.Future[grpc.Channel]()
        self._server: grpc.Server = grpc.server(
            futures.ThreadPoolExecutor(THREADS), handlers=[self], options=MESSAGE_OPTIONS
        )
        self.port: int = self._server.add_insecure_port("127.0.0.1:0")
        """Where the engine reaches it."""
        self._server.start()

    def configuration(self) -> dict[str, str]:
        """Wait for the engine's first call; return the variables that the pack expects."""
        raw = self._configuration.result()
        if raw is None:
            return {}
        told = analyzer_pb2.AnalyzerStackConfigureRequest.FromString(raw)
        found = {
            "PULUMI_ORGANIZATION": told.organization,
            "PULUMI_PROJECT": told.project,
            "PULUMI_STACK": told.stack,
            "PULUMI_DRY_RUN": "true" if told.dry_run else "false",
            "PULUMI_CONFIG": json.dumps(dict(told.config)),
        }
        return {name: value for name, value in found.items() if value}

    def attach(self, port: int) -> None:
        """Hand calls through to the pack on `port` from now on."""
        channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=MESSAGE_OPTIONS)
        raw = self._configuration.result()
        if raw is not None:
            try:
                channel.unary_unary(_CONFIGURE)(raw, wait_for_ready=True)
            except grpc.RpcError as error:
                if error.code() != grpc.StatusCode.UNIMPLEMENTED:
                    self.fail(f"the policy pack refused the stack's configuration: {error}")
                    return
        self._pack.set_result(channel)

    def fail(self, reason: str) -> None:
        """Answer every call with `reason`; nothing happens if a pack is attached."""
        if not self._pack.done():
            self._pack.set_exception(RuntimeError(reason))

    def stop(self) -> None:
        """Give up waiting, and stop serving."""
        self._tell(None)
        self.fail("the policy pack has ended")
        self._server.stop(grace=None)

    def service(self, handler_call_details: Any) -> Any:
        """Answer any method with raw bytes, whatever the protocol will be in later versions."""
        method: str = handler_call_details.method
        answer: Callable[..., bytes] = functools.partial(self._answer, method)
        return grpc.unary_unary_rpc_method_handler(answer)

    def _answer(self, method: str, request: bytes, context: grpc.ServicerContext) -> bytes:
        if method == _HANDSHAKE:
            return b""
        if method == _CONFIGURE:
            self._tell(request)
            return b""
        self._tell(None)
        try:
            return self._pack.result().unary_unary(method)(request)
        except grpc.RpcError as error:
            context.abort(error.code(), error.details() or "")
        except RuntimeError as error:
            context.abort(grpc.StatusCode.UNAVAILABLE, str(error))
        raise AssertionError("abort always raises")

    def _tell(self, configuration: bytes | None) -> None:
        if not self._configuration.done():
            self._configuration.set_result(configuration)
