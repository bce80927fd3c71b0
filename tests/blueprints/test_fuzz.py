"""Whatever a team writes: an error that says what is wrong, or a plan that holds; nothing else."""

import contextlib

from hypothesis import HealthCheck, given, settings

from blueprints.blueprint import SettingsError
from blueprints.level_0 import Level0
from components.errors import InputError
from plan.computed import is_computed
from sandbox.schema.check import check_inputs
from tests.blueprints.settings_strategy import any_settings, few_settings
from tests.blueprints.support import compose


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_settings(Level0))
def test_settings_give_an_error_or_a_blueprint(given_settings):
    with contextlib.suppress(SettingsError):
        Level0.from_settings(given_settings)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(few_settings(Level0))
def test_settings_give_an_error_or_a_plan_that_the_provider_takes(given_settings):
    try:
        plan = compose(given_settings)
    except (SettingsError, InputError):
        return
    for resource in plan:
        if resource.type.startswith("aws:"):
            declared = {k: v for k, v in resource.inputs.items() if k != "tagsAll"}
            wrong = check_inputs(resource.type, declared, unknown=is_computed)
            assert not wrong, f"{resource.name}: {wrong}"
