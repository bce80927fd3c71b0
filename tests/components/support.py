"""What component tests share: declare one component, look at what it declared."""

import json
from collections.abc import Callable
from typing import Any

from plan.computed import mark
from plan.plan import Plan, Resource
from plan.recorder import record

_COMPONENT = "stepwell:index:"
_TAKES_ALARMS = f"{_COMPONENT}Alerts"
"""Is given the alarms of all others; its own, on its pagers, it cannot join to itself."""


_DECLARED: dict[tuple[Callable[[str, Any], object], str, str], Plan] = {}


def declare(program: Callable[[], object]) -> Plan:
    """Plan of a `program` that builds components, recorded as stack `fraud-dev`.

    Whatever a test declares, its components give out every alarm that they have.
    """
    plan = record(
        program, stack_name="fraud-dev", default_tags={"team": "fraud", "environment": "dev"}
    )
    for component in plan:
        if component.type.startswith(_COMPONENT) and component.type != _TAKES_ALARMS:
            given = component.outputs.get("alarm_names", {})
            assert sorted(given.values()) == _alarms_of(component, plan), component.name
    return plan


def declared(component: Callable[[str, Any], object], name: str, args: Any) -> Plan:
    """Plan of one `component`; tests that give it the same values share it, as none changes it.

    Only for components that read no files of a test, since those are no part of the values.
    """
    try:
        given = (component, name, json.dumps(args))
    except TypeError:
        # There are outputs among the values.
        return declare(lambda: component(name, args))
    if given not in _DECLARED:
        _DECLARED[given] = declare(lambda: component(name, args))
    return _DECLARED[given]


def _alarms_of(component: Resource, plan: Plan) -> list[str]:
    """Names of its alarms that tell people; one that starts an instance is no trouble."""
    return sorted(
        mark(alarm.name, "name")
        for alarm in plan.of_type("aws:cloudwatch/metricAlarm:MetricAlarm")
        if alarm.parent == component.urn
        and not any(
            "aws:appautoscaling/" in urn
            for urn in alarm.property_dependencies.get("alarmActions", ())
        )
    )


def only(plan: Plan, type_token: str) -> Resource:
    """The one resource of that type; fails if there is none or more."""
    found = plan.of_type(type_token)
    assert len(found) == 1, f"{type_token}: {[r.name for r in found]}"
    return found[0]


def statements(document: str) -> list[dict[str, Any]]:
    """Statements of an IAM policy document."""
    return json.loads(document)["Statement"]
