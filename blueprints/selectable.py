"""A blueprint whose parts a team can leave out, replace, and set the defaults of."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, Self, TypeVar

from blueprints.blueprint import Blueprint, Check
from blueprints.data_class import DataClass, with_defaults_of
from blueprints.replacement import Component, replacement, replacement_problems
from components.errors import Problem

Part = TypeVar("Part")


class OptionalPart(StrEnum):
    """A part that a team can do without."""

    WORKBENCH = "workbench"
    EXPERIMENT_TRACKER = "experiment_tracker"
    GPU_QUEUE = "gpu_queue"
    IDLE_GUARD = "idle_guard"
    ALERTS = "alerts"
    BUDGET = "budget"
    TRAINING_PIPELINE = "training_pipeline"
    CONTINUOUS_TRAINING = "continuous_training"
    MODEL_MONITORS = "model_monitors"
    PIPELINE_DASHBOARD = "pipeline_dashboard"
    SMOKE_TEST = "smoke_test"
    DELIVERY_DASHBOARD = "delivery_dashboard"


class Selectable(Blueprint):
    """Settings that say which parts there are, and what they start from."""

    data_class: DataClass = DataClass.INTERNAL
    """What kind of data it is; sets how closed and how recorded the stack is by default. A setting
    of a part wins over it. Default: internal."""

    without: list[OptionalPart] = []
    """Parts not to bring up. Default: none, all are brought up."""

    replaced_by: dict[str, str] = {}
    """In-house components, `package.module:Class`, by the part that each stands in for, with its
    inputs and its outputs. Default: none."""

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """Return the blueprint with a team's settings over those of its data class."""
        named = settings.get("data_class", DataClass.INTERNAL)
        known = DataClass(named) if named in list(DataClass) else DataClass.INTERNAL
        return super().from_settings(with_defaults_of(known, settings))

    @classmethod
    def all_checks(cls) -> dict[str, Check]:
        """The checks of the parts, and of what stands in for them."""
        stand_ins = partial(replacement_problems, cls.part_types)
        return {**super().all_checks(), "replaced_by": stand_ins}

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from super().contradictions()
        for index, part in enumerate(self.without):
            if part not in self.part_types:
                reason = f"must be a part of level {int(self.level)}, got {part.value!r}"
                yield Problem(f"without[{index}]", reason)

    def component(self, original: type[Component]) -> type[Component]:
        """Class that a part is made of: ours, or the in-house one that the team names."""
        for part, cls in self.part_types.items():
            if cls is original and part in self.replaced_by:
                return replacement(self.replaced_by[part], original)
        return original

    def unless(self, part: OptionalPart, bring_up: Callable[[], Part]) -> Part | None:
        """Bring a part up unless the team does without it."""
        return None if part in self.without else bring_up()
