"""The alarms of a whole stack, by the part that each belongs to and what it watches."""

from collections.abc import Iterator, Mapping
from typing import Any

import pulumi

from blueprints.blueprint import Team
from blueprints.level_0_parts import Level0Parts
from components.wiring import HasRoles, InStack


class AlertWiring(InStack, HasRoles):
    """What alerts need of a stack."""

    topic_arn: pulumi.Output[str]
    alarm_names: dict[str, pulumi.Input[str]]
    failure_rules: dict[str, pulumi.Input[str]]


def alert_wiring(team: Team, parts: Level0Parts) -> AlertWiring:
    """Wiring of what says how a whole stack is."""
    return {
        "prefix": team.prefix,
        "kms_key_arn": parts.key.key_arn,
        "permissions_boundary_arn": parts.boundary.policy_arn,
        "topic_arn": parts.service_monitor.topic_arn,
        "alarm_names": alarm_names(parts),
        "failure_rules": {**parts.service_monitor.failure_rules},
    }


def alarm_names(parts: object) -> dict[str, pulumi.Input[str]]:
    """Names of the alarms of every part, as `endpoints/churn/server-errors`.

    The slash keeps apart what no hyphen could: names of parts and what alarms watch have hyphens.
    """
    found = dict[str, pulumi.Input[str]]()
    for where, component in _components(vars(parts)):
        for what, name in getattr(component, "alarm_names", {}).items():
            found[f"{where}/{what}"] = name
    return found


def _components(parts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, part in parts.items():
        if isinstance(part, Mapping):
            for name, component in part.items():
                yield f"{field}/{name}", component
        else:
            yield field, part
