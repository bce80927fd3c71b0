"""How an endpoint changes to a new model: the strategy, its steps and waits, and the way back."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.errors import Problem
from components.parts.common.choices import choice_problems
from components.settings import team_settings

DEFAULT_BAKE_SECONDS = 600
"""How long the old instances stay beside the new ones, so that an alarm can still undo it."""

_LONGEST_WAIT = 3600
_LONGEST_TOTAL = 2700
"""The provider waits for an hour, and instances have to come up within it, too."""

_TIMEOUTS = (600, 14400)
"""What the provider lets through; the API would take 28800."""


class RolloutStrategy(StrEnum):
    """How traffic moves from the old instances to the new."""

    ALL_AT_ONCE = "all_at_once"
    CANARY = "canary"
    LINEAR = "linear"
    ROLLING = "rolling"


_STEPS = {
    RolloutStrategy.CANARY: (1, 50, 10),
    RolloutStrategy.LINEAR: (10, 50, 20),
    RolloutStrategy.ROLLING: (5, 50, 25),
}
"""Least, most and default percentage of a step (API reference, `TrafficRoutingConfig` and
`RollingUpdatePolicy`)."""

_WAITS = {
    RolloutStrategy.CANARY: 600,
    RolloutStrategy.LINEAR: 300,
    RolloutStrategy.ROLLING: 300,
}


@team_settings
class RolloutSettings(TypedDict):
    """How an endpoint changes to a new model."""

    strategy: NotRequired[RolloutStrategy]
    """`all_at_once`; `canary`: one step, then the rest; `linear`: equal steps; `rolling`: batches
    of instances, without paying for two fleets. Default: all_at_once, at level 2 canary."""

    step_percent: NotRequired[int]
    """Share of the instances in a step or batch, up to 50. Default: canary 10, linear 20,
    rolling 25."""

    wait_seconds: NotRequired[int]
    """Seconds after a step or batch in which an alarm undoes it, up to 3600. Default: canary 600,
    linear and rolling 300."""

    bake_seconds: NotRequired[int]
    """Seconds that the old instances stay after the last step, up to 3600. Default: 600."""

    timeout_seconds: NotRequired[int]
    """Seconds after which an update that has not ended is undone, 600 to 14400. Default: none."""


@dataclass(frozen=True)
class Fleet:
    """What decides which strategies an endpoint can take."""

    serverless: bool
    shared: bool
    """Whether it serves inference components."""

    variants: int
    """Production and shadow variants."""

    fewest_instances: int
    """Instances of the smallest variant as an update begins."""

    instance_types: tuple[str, ...]


def rollout_of(
    given: RolloutSettings, default: RolloutSettings, fleet: Fleet
) -> tuple[RolloutStrategy, RolloutSettings]:
    """Strategy and its numbers: what the team says, above what the platform has by default.

    The platform's strategy is only taken where SageMaker offers it; the team's own is reported
    by `rollout_problems` instead.
    """
    usual = default.get("strategy", RolloutStrategy.ALL_AT_ONCE)
    strategy = given.get("strategy", usual)
    if "strategy" not in given and any(_refusals(strategy, fleet)):
        strategy = RolloutStrategy.ALL_AT_ONCE
    if strategy != usual:
        return strategy, given
    return strategy, {**default, **given}


def rollout_problems(
    strategy: RolloutStrategy, numbers: RolloutSettings, fleet: Fleet
) -> Iterator[Problem]:
    """Yield what contradicts the strategy, or what SageMaker does not offer."""
    unknown = list(choice_problems("rollout.strategy", strategy, RolloutStrategy))
    yield from unknown
    if unknown:
        return
    for reason in _refusals(strategy, fleet):
        yield Problem("rollout.strategy", f"{reason}, got {strategy!s}")
    if strategy in _STEPS:
        least, most, usual = _STEPS[strategy]
        step = numbers.get("step_percent", usual)
        if not least <= step <= most:
            yield Problem(
                "rollout.step_percent", f"must be {least} to {most} for {strategy!s}, got {step}"
            )
            return
    for field, without in (
        ("step_percent", RolloutStrategy.ALL_AT_ONCE),
        ("wait_seconds", RolloutStrategy.ALL_AT_ONCE),
        ("bake_seconds", RolloutStrategy.ROLLING),
    ):
        if field in numbers and strategy == without:
            yield Problem(f"rollout.{field}", f"must be left out with {strategy!s}")
    for field in ("wait_seconds", "bake_seconds"):
        seconds = numbers.get(field, 0)
        if not 0 <= seconds <= _LONGEST_WAIT:
            yield Problem(f"rollout.{field}", f"must be 0 to {_LONGEST_WAIT}, got {seconds}")
    waits = total_wait(strategy, numbers)
    if waits > _LONGEST_TOTAL:
        yield Problem(
            "rollout",
            f"must wait at most {_LONGEST_TOTAL} seconds in all, as `pulumi up` waits an hour for "
            f"an update, got {waits}",
        )
    if "timeout_seconds" in numbers:
        least, most = _TIMEOUTS
        timeout = numbers["timeout_seconds"]
        if not least <= timeout <= most:
            yield Problem("rollout.timeout_seconds", f"must be {least} to {most}, got {timeout}")
        elif timeout <= waits:
            yield Problem(
                "rollout.timeout_seconds",
                f"must be more than all waits together, {waits} seconds, got {timeout}",
            )


def _refusals(strategy: RolloutStrategy, fleet: Fleet) -> Iterator[str]:
    """Why SageMaker does not offer a strategy here (guide, "Deployment guardrails: Exclusions")."""
    if strategy == RolloutStrategy.ALL_AT_ONCE:
        return
    if fleet.shared:
        yield "must be all_at_once with inference_components, which change copy by copy"
        return
    if any(name.startswith("ml.inf1.") for name in fleet.instance_types):
        yield "must be all_at_once on ml.inf1"
    if strategy == RolloutStrategy.ROLLING and fleet.serverless:
        yield "must not be rolling with serverless"
    if strategy == RolloutStrategy.ROLLING and fleet.variants > 1:
        yield "must not be rolling with variants or a shadow"
    # A step is at most half of a variant's instances.
    if not fleet.serverless and fleet.fewest_instances < 2:
        yield "must be all_at_once where a variant may have one instance"


def total_wait(strategy: RolloutStrategy, numbers: RolloutSettings) -> int:
    """Seconds that an update waits between its steps and after them."""
    bake = 0 if strategy == RolloutStrategy.ROLLING else DEFAULT_BAKE_SECONDS
    bake = numbers.get("bake_seconds", bake)
    if strategy == RolloutStrategy.ALL_AT_ONCE:
        return bake
    wait = numbers.get("wait_seconds", _WAITS[strategy])
    steps = math.ceil(100 / max(1, numbers.get("step_percent", _STEPS[strategy][2])))
    waits = {RolloutStrategy.CANARY: 1, RolloutStrategy.LINEAR: steps - 1}.get(strategy, steps)
    return waits * wait + bake


def deployment_form(
    strategy: RolloutStrategy,
    numbers: RolloutSettings,
    alarms: Iterable[pulumi.Input[str]],
) -> aws.sagemaker.EndpointDeploymentConfigArgsDict:
    """Describe an update; it goes back if one of `alarms` goes off.

    There are always alarms: the provider would replace an endpoint that gets or loses the part on
    going back.
    """
    form: aws.sagemaker.EndpointDeploymentConfigArgsDict = {
        "auto_rollback_configuration": {"alarms": [{"alarm_name": alarm} for alarm in alarms]}
    }
    limit = numbers.get("timeout_seconds")
    if strategy == RolloutStrategy.ROLLING:
        form["rolling_update_policy"] = {
            "maximum_batch_size": _share(strategy, numbers),
            "wait_interval_in_seconds": numbers.get("wait_seconds", _WAITS[strategy]),
            "maximum_execution_timeout_in_seconds": limit,
        }
        return form
    form["blue_green_update_policy"] = {
        "traffic_routing_configuration": _routing(strategy, numbers),
        "termination_wait_in_seconds": numbers.get("bake_seconds", DEFAULT_BAKE_SECONDS),
        "maximum_execution_timeout_in_seconds": limit,
    }
    return form


_Routing = (
    aws.sagemaker.EndpointDeploymentConfigBlueGreenUpdatePolicyTrafficRoutingConfigurationArgsDict
)


class _Share(TypedDict):
    type: pulumi.Input[str]
    value: pulumi.Input[int]


def _routing(strategy: RolloutStrategy, numbers: RolloutSettings) -> _Routing:
    if strategy == RolloutStrategy.ALL_AT_ONCE:
        return {"type": "ALL_AT_ONCE", "wait_interval_in_seconds": 0}
    wait = numbers.get("wait_seconds", _WAITS[strategy])
    share = _share(strategy, numbers)
    if strategy == RolloutStrategy.CANARY:
        return {"type": "CANARY", "wait_interval_in_seconds": wait, "canary_size": share}
    return {"type": "LINEAR", "wait_interval_in_seconds": wait, "linear_step_size": share}


def _share(strategy: RolloutStrategy, numbers: RolloutSettings) -> _Share:
    value = numbers.get("step_percent", _STEPS[strategy][2])
    return {"type": "CAPACITY_PERCENT", "value": value}
