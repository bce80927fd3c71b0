import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plan.plan import Plan
from plan.recorder import record
from tests.cli.support import Repository


@pytest.fixture(scope="session")
def recorded_once() -> Callable[..., Plan]:
    """Records plans, but none again that follows from the same configuration and files."""
    known = dict[str, Plan]()

    def plan(program: Any, **about: Any) -> Plan:
        files = {path.name: path.read_text() for path in Path().glob("*.yaml")}
        key = json.dumps([about, files], default=repr, sort_keys=True)
        if key not in known:
            known[key] = record(program, **about)
        return known[key]

    return plan


@pytest.fixture
def repository(tmp_path, monkeypatch, capsys, recorded_once):
    (tmp_path / "Pulumi.yaml").write_text(
        "name: stepwell\nruntime: python\nstackConfigDir: stacks\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("cli.checks.compose.record", recorded_once)
    return Repository(tmp_path, capsys)
