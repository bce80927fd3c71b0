"""Sizes that the engine's own connections use too."""

from typing import Any

THREADS = 32
"""Calls that are answered at the same time; the engine analyses resources in parallel."""

_MESSAGE_BYTES = 400 * 1024 * 1024

MESSAGE_OPTIONS: list[tuple[str, Any]] = [
    ("grpc.max_receive_message_length", _MESSAGE_BYTES),
    ("grpc.max_send_message_length", _MESSAGE_BYTES),
]
"""Options of every server and channel: a message holds a whole stack."""
