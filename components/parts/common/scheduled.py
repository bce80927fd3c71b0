"""A function of the platform that runs on a schedule, with everything that this takes."""

from dataclasses import replace

import pulumi

from components.parts.common.dead_letters import dead_letters
from components.parts.common.function import FunctionSpec, PlatformFunction, platform_function
from components.parts.common.triggers import Started, let_start, schedule_role, start_on_schedule


def scheduled_function(
    name: str,
    spec: FunctionSpec,
    expression: str,
    *,
    parent: pulumi.ComponentResource,
    boundary: pulumi.Input[str] | None,
) -> PlatformFunction:
    """Declare the function and start it whenever `expression` says so; keep what failed."""
    failed = dead_letters(
        name, kms_key_arn=spec.kms_key_arn, topic_arn=spec.topic_arn, parent=parent
    )
    function = platform_function(
        f"{name}-function", replace(spec, dead_letters=failed), parent=parent, boundary=boundary
    )
    started = Started(function=function, dead_letters=failed, parent=parent)
    role = schedule_role(f"{name}-schedule-role", parent=parent, boundary=boundary)
    start_on_schedule(
        f"{name}-schedule",
        description=spec.description,
        expression=expression,
        payload={},
        role=role,
        rights=let_start(f"{name}-schedule-policy", role, started),
        started=started,
    )
    return function
