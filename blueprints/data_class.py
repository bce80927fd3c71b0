"""What kind of data a team works with, and the defaults that follow from it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class DataClass(StrEnum):
    """How bad it would be if the data got out."""

    INTERNAL = "internal"
    """Bad: everything is encrypted, logged and closed to others, as by default."""

    CONFIDENTIAL = "confidential"
    """Worse, as with personal data: reachable only from the VPC, by people with MFA."""

    REGULATED = "regulated"
    """A breach of law: no way to the internet, records kept for years and locked."""


_CONFIDENTIAL: Mapping[str, Mapping[str, Any]] = {
    "data_lake": {"endpoint_only": True},
    "personas": {"require_mfa": True},
    "audit_trail": {},
}

_REGULATED: Mapping[str, Mapping[str, Any]] = {
    "data_lake": {"endpoint_only": True, "access_log_retention_days": 2557},
    "personas": {"require_mfa": True, "session_hours": 4},
    "network": {"nat": "none", "flow_log_retention_days": 731},
    "service_monitor": {"log_retention_days": 731},
    "audit_trail": {"retention_days": 2557, "lock_days": 365},
}

_DEFAULTS: Mapping[DataClass, Mapping[str, Mapping[str, Any]]] = {
    DataClass.INTERNAL: {},
    DataClass.CONFIDENTIAL: _CONFIDENTIAL,
    DataClass.REGULATED: _REGULATED,
}


def with_defaults_of(data_class: DataClass, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return a team's `settings` over the defaults of its data class.

    What the team adopts is left as it is: a network of somebody else has its own way out, and
    buckets can be closed to a VPC only where that has an endpoint for S3.
    """
    found = dict[str, Any](settings)
    for part, defaults in _DEFAULTS[data_class].items():
        own = settings.get(part, {})
        if isinstance(own, Mapping) and not _decided_elsewhere(part, settings):
            found[part] = {**defaults, **own}
    return found


def _decided_elsewhere(part: str, settings: Mapping[str, Any]) -> bool:
    network = settings.get("network", {})
    adopted = network.get("adopt") if isinstance(network, Mapping) else None
    if part == "network":
        return adopted is not None
    if part == "data_lake" and adopted is not None:
        return not isinstance(adopted, Mapping) or "s3_endpoint_id" not in adopted
    return False
