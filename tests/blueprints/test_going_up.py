"""A stack that goes up a level keeps what it holds and what it serves."""

import functools
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from analysis.changes import HOLDS_DATA, SERVES_TRAFFIC, changes
from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from components.errors import InputError
from generator.generate import stack_config
from generator.loader import load_spec
from plan.plan import Plan
from sandbox.provider.tables import resource_types
from tests.blueprints.settings_strategy import few_settings
from tests.blueprints.support import compose
from tests.effort import EFFORT

STACKS = Path(__file__).parents[2] / "stacks"
EXAMPLES = {
    path.stem: dict(stack_config(spec, list(spec.environments)[-1])["stepwell:settings"])
    for path in sorted(STACKS.glob("[!P]*.yaml"))
    for spec in [load_spec(path, BLUEPRINTS)]
}
"""What each team has set for its last environment, which is production."""
UPWARDS = list(itertools.pairwise(sorted(BLUEPRINTS)))
"""From level to level; two at once are gone up by `make soak`, with the engine."""


def assert_nothing_is_lost(before: Plan, after: Plan) -> None:
    """Nothing leaves the stack, and nothing that holds data or serves is made anew."""
    found = changes(before, after)
    assert [r.name for r in found.removed] == []
    kept_by_urn = after.by_urn()
    for resource in before:
        later = kept_by_urn.get(resource.urn)
        assert later is not None, resource.name
        assert (later.parent, later.protect) == (resource.parent, resource.protect)
    for change in found.changed:
        if change.before.type in HOLDS_DATA | SERVES_TRAFFIC:
            fixed = {path.split(".")[0] for path in resource_types()[change.before.type].replaces}
            assert not change.inputs & fixed, change.before.name


@functools.cache
def composed(example: str, highest: int, level: int) -> Plan:
    """Plan of an example at a level, with those of its settings that level `highest` knows."""
    return compose(within(EXAMPLES[example], highest), level=level)


def within(settings: Mapping[str, Any], level: int) -> dict[str, Any]:
    """The settings that a blueprint has a field for, and of the parts left out those it has."""
    blueprint = BLUEPRINTS[level]
    known = {k: v for k, v in settings.items() if k in blueprint.model_fields}
    if isinstance(known.get("without"), list):
        known["without"] = [part for part in known["without"] if part in blueprint.part_types]
    return known


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(("lower", "higher"), UPWARDS)
def test_an_example_loses_nothing(example, lower, higher):
    before, after = (composed(example, lower, level) for level in (lower, higher))
    assert_nothing_is_lost(before, after)


@settings(max_examples=5 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(few_settings(BLUEPRINTS[max(BLUEPRINTS)]))
def test_whatever_the_settings_nothing_is_lost(given_settings):
    plans = list[Plan]()
    for level in sorted(BLUEPRINTS):
        try:
            plans.append(compose(within(given_settings, level), level=level))
        except (SettingsError, InputError):
            return
    for before, after in itertools.pairwise(plans):
        assert_nothing_is_lost(before, after)
