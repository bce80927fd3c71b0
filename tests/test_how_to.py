"""The examples of the how-to guides, run as they stand on the page."""

import re
from pathlib import Path
from typing import Any

import pytest

from components.errors import InputError
from tests.components.support import declare, only

ROOT = Path(__file__).parents[1]


def _example(page: str) -> dict[str, Any]:
    text = (ROOT / "docs/how-to" / page).read_text()
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code is not None
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(code[1], page, "exec"), names)
    return names


def test_the_component_of_the_guide_declares_what_it_says():
    component = _example("add-a-component.md")["JobSecret"]
    plan = declare(lambda: component("fraud-dev-jobs", {"kms_key_arn": "arn:key"}))
    secret = only(plan, "aws:secretsmanager/secret:Secret")
    assert secret.inputs["kmsKeyId"] == "arn:key"
    assert secret.inputs["recoveryWindowInDays"] == 30
    with pytest.raises(InputError, match="recovery_days: must be 7 to 30 days, got 3"):
        declare(lambda: component("x", {"kms_key_arn": "arn:key", "recovery_days": 3}))
