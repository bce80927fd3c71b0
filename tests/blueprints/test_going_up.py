"""A stack that goes up a level keeps what it holds and what it serves."""

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

STACKS = Path(__file__).parents[2] / "stacks"
EXAMPLES = {
    f"{team}-{environment}": dict(stack_config(spec, environment)["stepwell:settings"])
    for team in ("fraud", "vision")
    for spec in [load_spec(STACKS / f"{team}.yaml", BLUEPRINTS)]
    for environment in spec.environments
}
UPWARDS = list(itertools.combinations(sorted(BLUEPRINTS), 2))


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


def within(settings: Mapping[str, Any], level: int) -> dict[str, Any]:
    """The settings that a blueprint has a field for."""
    return {k: v for k, v in settings.items() if k in BLUEPRINTS[level].model_fields}


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(("lower", "higher"), UPWARDS)
def test_an_example_loses_nothing(example, lower, higher):
    given_settings = within(EXAMPLES[example], lower)
    before, after = (compose(given_settings, level=level) for level in (lower, higher))
    assert_nothing_is_lost(before, after)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
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
