"""Requests in the words of SageMaker's API, from what is handed to its resources."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

_SPELT_OTHERWISE = {"kms_key_arn": "KmsKeyId", "memory_size_in_mb": "MemorySizeInMB"}
_NOT_OURS = ("environment",)
"""Maps whose keys are names that a team chose."""


def api_form(value: Any) -> Any:
    """`value` with its keys as the API spells them, and without what is not given."""
    if isinstance(value, Mapping):
        given = cast(Mapping[str, Any], value)
        return {
            _spelt(key): inner if key in _NOT_OURS else api_form(inner)
            for key, inner in given.items()
            if inner is not None
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [api_form(inner) for inner in cast(Sequence[Any], value)]
    return value


def _spelt(key: str) -> str:
    return _SPELT_OTHERWISE.get(key) or "".join(part.capitalize() for part in key.split("_"))
