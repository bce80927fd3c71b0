"""Values on Pulumi's wire, protobuf structs, as Python data and back.

Special values are structs with a signature. Secrets and output values are unwrapped, because the
engine marks again as secret what it stripped for a provider that says it does not accept secrets.
"""

from collections.abc import Mapping
from typing import Any

from google.protobuf import struct_pb2

from plan.plan import UNKNOWN
from sandbox.unknown import Asset

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
_ASSET = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
_BYTES = "803fd3297a5875dc03ca845dda5d2a98"

_UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_UNKNOWNS = frozenset(
    (
        _UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
    )
)


def from_struct(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Properties as Python data: whole numbers as `int`, unknown values as `UNKNOWN`."""
    return {key: _received(value) for key, value in struct.items()}


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """The inverse of `from_struct`; `None` values are left out."""
    struct = struct_pb2.Struct()
    struct.update(_sent(properties))
    return struct


def _received(value: Any) -> Any:
    if isinstance(value, struct_pb2.Struct):
        return _unwrapped(from_struct(value))
    if isinstance(value, struct_pb2.ListValue):
        return [_received(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return UNKNOWN if value in _UNKNOWNS else value


def _unwrapped(value: dict[str, Any]) -> Any:
    signature = value.get(_SIGNATURE)
    if signature in (_SECRET, _OUTPUT, _BYTES):
        return value.get("value", UNKNOWN)
    if signature == _RESOURCE:
        return value["id"] if "id" in value else value["urn"]
    return Asset(value) if signature in (_ASSET, _ARCHIVE) else value


def _sent(value: Any) -> Any:
    if value is UNKNOWN:
        return _UNKNOWN_TEXT
    if isinstance(value, Asset):
        return _sent(value.content)
    if isinstance(value, Mapping):
        return {key: _sent(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_sent(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)
