"""Whatever settings are taken: the stack goes up in process, and a second `up` changes nothing."""

import functools
import json
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings

from blueprints import BLUEPRINTS
from blueprints.blueprint import SettingsError
from components.errors import InputError
from tests.blueprints.settings_strategy import few_settings
from tests.blueprints.support import TAGS, compose_anew
from tests.effort import EFFORT
from tests.soak.small_account import SmallAccount
from tests.soak.small_engine import Failed, SmallEngine

OF_PROVIDER = {"region": "eu-west-1", "defaultTags": json.dumps({"tags": TAGS})}


@pytest.mark.parametrize("level", BLUEPRINTS)
def test_what_is_taken_goes_up(level: int):
    @settings(max_examples=3 * EFFORT, deadline=None, suppress_health_check=list(HealthCheck))
    @given(few_settings(BLUEPRINTS[level]))
    def hold(given_settings):
        compose = functools.partial(compose_anew, json.dumps(given_settings), level)
        engine = SmallEngine(SmallAccount(), OF_PROVIDER)
        try:
            engine.up(compose)
        except (SettingsError, InputError):
            assume(False)
        except Failed as failed:
            # What a team adopts is not there.
            if re.search("NoSuch|NotFound|not exist", str(failed)) is None:
                raise
            assume(False)
        assert not engine.up(compose)

    hold()
