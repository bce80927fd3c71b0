import json

import pytest

from blueprints.blueprint import SettingsError
from blueprints.program import run
from plan.recorder import record
from tests.blueprints.support import compose


def test_exports_what_the_next_tool_needs():
    outputs = compose().resources[0].outputs
    assert outputs["raw_bucket"] == "<<fraud-dev-lake-raw#bucket>>"
    assert outputs["training_defaults"] == "/stepwell/fraud-dev/training/defaults"


def test_reports_unknown_fields_and_contradictions_at_once():
    with pytest.raises(SettingsError) as error:
        compose({"netwrok": {}, "encryption_key": {"deletion_window_days": 3}})
    assert str(error.value).splitlines() == [
        "encryption_key.deletion_window_days: must be 7 to 30 days, got 3",
        "netwrok: is not a field of this blueprint",
    ]


def test_names_the_entry_of_a_map_that_is_wrong():
    with pytest.raises(SettingsError) as error:
        compose({"endpoints": {"scorer": {"instance_type": "m5.large"}}})
    assert "endpoints.scorer" in str(error.value)


def test_refuses_a_level_that_does_not_exist():
    with pytest.raises(SettingsError, match="level: must be one of 0, 1, 2, got 3"):
        compose(level=3)


def test_refuses_a_stack_named_otherwise_than_its_team_and_environment():
    config = {
        "stepwell:team": "fraud",
        "stepwell:environment": "dev",
        "stepwell:level": "0",
        "stepwell:settings": json.dumps({}),
    }
    with pytest.raises(SettingsError, match="stack: must be 'fraud-dev'"):
        record(run, stack_name="copy-of-fraud-dev", config=config)
