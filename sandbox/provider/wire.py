"""Values on Pulumi's wire, protobuf structs, as Python data and back.

Special values are structs with a signature. Secrets and output values are unwrapped, because the
engine marks again as secret what it stripped for a provider that says it does not accept secrets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.protobuf import struct_pb2

from plan.plan import UNKNOWN

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


@dataclass(frozen=True)
class Asset:
    """A file or an archive that the program hands over, as it stands on the wire."""

    content: Mapping[str, Any]

    @property
    def text(self) -> str | None:
        """The content itself, where the program gave it as text."""
        return self.content.get("text")

    @property
    def path(self) -> str | None:
        """Path of the file, where the program gave one."""
        return self.content.get("path")


def has_unknown(value: Any) -> bool:
    """Whether a value or any part of it is unknown."""
    if isinstance(value, dict):
        return any(has_unknown(v) for v in value.values())
    if isinstance(value, list):
        return any(has_unknown(v) for v in value)
    return value is UNKNOWN


def from_struct(struct: struct_pb2.Struct) -> dict[str, Any]:
    """Properties as Python data: whole numbers as `int`, unknown values as `UNKNOWN`."""
    return {key: _from_value(value) for key, value in struct.fields.items()}


def to_struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """The inverse of `from_struct`; `None` values are left out."""
    struct = struct_pb2.Struct()
    for key, value in properties.items():
        if value is not None:
            _fill(struct.fields[key], value)
    return struct


def _from_value(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in _UNKNOWNS else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_from_value(v) for v in value.list_value.values]
    if kind == "struct_value":
        return _from_object(value.struct_value)
    return None


def _from_object(struct: struct_pb2.Struct) -> Any:
    fields = struct.fields
    if _SIGNATURE not in fields:
        return from_struct(struct)
    signature = fields[_SIGNATURE].string_value
    if signature in (_SECRET, _OUTPUT):
        return _from_value(fields["value"]) if "value" in fields else UNKNOWN
    if signature == _RESOURCE:
        return _from_value(fields["id"]) if "id" in fields else fields["urn"].string_value
    if signature == _BYTES:
        return fields["value"].string_value
    if signature in (_ASSET, _ARCHIVE):
        return Asset(from_struct(struct))
    return from_struct(struct)


def _fill(target: struct_pb2.Value, value: Any) -> None:
    if value is UNKNOWN:
        target.string_value = _UNKNOWN_TEXT
    elif value is None:
        target.null_value = struct_pb2.NULL_VALUE
    elif isinstance(value, bool):
        target.bool_value = value
    elif isinstance(value, (int, float)):
        target.number_value = float(value)
    elif isinstance(value, str):
        target.string_value = value
    elif isinstance(value, Asset):
        target.struct_value.CopyFrom(to_struct(value.content))
    elif isinstance(value, Mapping):
        target.struct_value.CopyFrom(to_struct(value))
    elif isinstance(value, (list, tuple, set, frozenset)):
        target.list_value.SetInParent()
        for item in value:
            _fill(target.list_value.values.add(), item)
    else:
        target.string_value = str(value)
