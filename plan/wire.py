"""Pulumi's wire format: how values, unknowns and secrets travel to and from the engine."""

import json
from collections.abc import Mapping
from typing import Any

from plan.plan import UNKNOWN

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
_OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"
_DEFAULTS = "__defaults"
_BLINDED = "[secret]"
_UNKNOWNS = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
    }
)
"""The engine's sentinels for an unknown string, bool, number, array, object, asset and archive."""


def plain(value: Any) -> Any:
    """Return `value` as plain data.

    Secrets are unwrapped (`UNKNOWN` where only their ciphertext is there), unknowns become
    `UNKNOWN`, whole numbers `int`, references to resources their URN, and nulls are left out of
    objects, as are the defaults that the Terraform bridge filled in and listed.
    """
    if isinstance(value, str):
        return UNKNOWN if value in _UNKNOWNS else value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, list):
        return [plain(v) for v in value]
    if not isinstance(value, Mapping):
        return value
    match value.get(_SIGNATURE):
        case None:
            filled = value.get(_DEFAULTS, ())
            return {
                k: plain(v)
                for k, v in sorted(value.items())
                if v is not None and k != _DEFAULTS and k not in filled
            }
        case str(kind) if kind == _SECRET and "plaintext" in value:
            return plain(json.loads(value["plaintext"]))
        case str(kind) if kind in (_SECRET, _OUTPUT):
            return plain(value["value"]) if "value" in value else UNKNOWN
        case str(kind) if kind == _RESOURCE:
            return value["urn"]
        case _:
            return {k: plain(v) for k, v in value.items() if k not in (_SIGNATURE, "hash")}


def is_secret(value: Any) -> bool:
    """Say whether `value`, or any part of it, is secret."""
    if isinstance(value, list):
        return any(is_secret(v) for v in value)
    if isinstance(value, Mapping):
        kind = value.get(_SIGNATURE)
        return (
            kind == _SECRET
            or (kind == _OUTPUT and bool(value.get("secret")))
            or any(is_secret(v) for v in value.values())
        )
    return False


def sealed(value: Any) -> Any:
    """Return `value` with each secret as one whose value is not there."""
    if isinstance(value, list):
        return [sealed(v) for v in value]
    if not isinstance(value, Mapping):
        return value
    kind = value.get(_SIGNATURE)
    if kind == _SECRET or (kind == _OUTPUT and value.get("secret")):
        return {_SIGNATURE: _SECRET}
    return {k: sealed(v) for k, v in value.items()}


def unblind(value: Any) -> Any:
    """Return `value` with each `[secret]` of a preview as a secret whose value is not there."""
    if value == _BLINDED:
        return {_SIGNATURE: _SECRET}
    if isinstance(value, list):
        return [unblind(v) for v in value]
    if isinstance(value, Mapping):
        return {k: unblind(v) for k, v in value.items()}
    return value


def inputs_of(raw: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Inputs as plain data, and the names of those that are or hold a secret."""
    return plain(raw), frozenset(key for key, value in raw.items() if is_secret(value))
