"""Proof that an engine works on a stack of the sandbox's own.

The provider is a server that any engine on the machine could attach to, also one whose stack is
deployed to real AWS. It sees no backend, only names. But the engine locks a stack in its backend
while it changes it, and the sandbox's backend is a folder: unless the lock is there, now, the
engine works on somebody else's stack, and is refused.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc

_CHANGES = ("Create", "Update", "Delete")


def refusal(state: Path, urn: str) -> str | None:
    """Return why the resource `urn` must not be changed, None if its stack is the sandbox's."""
    stack, project = [*urn.removeprefix("urn:pulumi:").split("::"), ""][:2]
    locks = state / ".pulumi" / "locks" / "organization" / project / stack
    if any(_held(lock) for lock in locks.glob("*.json")):
        return None
    return (
        f"{project}/{stack}: must be a stack of the sandbox, got one of another backend\n"
        'use the sandbox\'s own: eval "$(stepwell sandbox env)"'
    )


class OwnStacksOnly(grpc.ServerInterceptor):
    """Stands before the provider and lets no change through to a stack of another backend."""

    def __init__(self, state: Path) -> None:
        self._state = state

    def intercept_service(
        self, continuation: Callable[[Any], Any], handler_call_details: Any
    ) -> Any:
        """Wrap the methods that change something."""
        handler: Any = continuation(handler_call_details)
        if handler is None or handler_call_details.method.rpartition("/")[2] not in _CHANGES:
            return handler

        def guarded(request: Any, context: Any) -> Any:
            # A preview holds no lock and changes nothing; Delete knows no preview.
            preview = getattr(request, "preview", False)
            if not preview and (reason := refusal(self._state, request.urn)):
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, reason)
            return handler.unary_unary(request, context)

        return grpc.unary_unary_rpc_method_handler(
            guarded, handler.request_deserializer, handler.response_serializer
        )


def _held(lock: Path) -> bool:
    """Say whether the engine that took a lock still lives; a killed one leaves it behind."""
    try:
        os.kill(int(json.loads(lock.read_bytes())["pid"]), 0)
    except PermissionError:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True
