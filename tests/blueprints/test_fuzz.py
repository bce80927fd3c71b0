"""Whatever a team writes: an error that says what is wrong, or a plan that holds; nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from cli.checks.inputs import opened
from components.errors import InputError
from sandbox.schema.check import check_inputs
from tests.blueprints.settings_strategy import any_settings, few_settings
from tests.blueprints.support import compose
from tests.effort import EFFORT

HIGHEST = max(BLUEPRINTS)


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_settings_are_taken_or_refused_with_reasons(level):
    @settings(max_examples=60 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
    @given(any_settings(BLUEPRINTS[level]))
    def hold(given_settings):
        assert all(p.field and p.reason for p in problems(level, given_settings))

    hold()


def problems(level, given_settings):
    try:
        BLUEPRINTS[level].from_settings(given_settings)
    except SettingsError as error:
        return error.problems
    return ()


@settings(max_examples=5 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
@given(few_settings(BLUEPRINTS[HIGHEST]))
def test_settings_give_an_error_or_a_plan_that_the_provider_takes(given_settings):
    try:
        plan = compose(given_settings, level=HIGHEST)
    except (SettingsError, InputError):
        return
    for resource in plan:
        if resource.in_aws:
            declared = {k: opened(v) for k, v in resource.inputs.items() if k != "tagsAll"}
            wrong = check_inputs(resource.type, declared)
            assert not wrong, f"{resource.name}: {wrong}"
