import json
from pathlib import Path

import pytest

from cli.main import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_shares_are_told_for_the_stack_and_its_components(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["sandbox", "fidelity", "fraud-dev", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(told["by_sources"].values()) == told["properties"]
    parts = told["components"].values()
    assert sum(part["properties"] for part in parts) == told["properties"]
    assert "fraud-dev-network" in told["components"]
    assert told["by_sources"]["0"] == 0, "no property of ours is looked at by nobody"
    assert all(len(one["sources"]) < 2 for one in told["listed"])
    assert len(told["listed"]) == told["by_sources"]["0"] + told["by_sources"]["1"]


def test_an_unknown_stack_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sandbox", "fidelity", "fraud-live"]) == 2
    assert "STACK: must be a stack, got 'fraud-live'\nthere are: " in capsys.readouterr().err
