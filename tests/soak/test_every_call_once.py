"""Every call of a level 1 `up` fails once; the next `up` converges, with nothing twice."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from sandbox.account.settings import FILE
from tests.e2e.levels import FEATURES, LEVEL_1
from tests.soak.faults import fail, fail_no_more
from tests.soak.small_account import SmallAccount, project
from tests.soak.small_engine import Failed, SmallEngine, settings_of

PARTS = 16
"""The calls are dealt out to so many tests, which run side by side."""


@dataclass
class Stack:
    """A level 1 stack that comes up on any account."""

    folder: Path
    config: dict[str, Any]

    @property
    def compose(self) -> Callable[[], object]:
        return partial(compose, "fraud-dev", self.config, NO_ACCOUNT)

    def engine(self) -> tuple[SmallAccount, SmallEngine]:
        """Return a new account, and an engine at work on it."""
        account = SmallAccount(self.folder / FILE)
        return account, SmallEngine(account, settings_of(self.config))


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stack:
    project(tmp_path)
    (tmp_path / "groups").mkdir()
    (tmp_path / "groups" / "fraud.yaml").write_text(FEATURES)
    (tmp_path / "stacks" / "fraud.yaml").write_text(LEVEL_1)
    monkeypatch.chdir(tmp_path)
    spec = load_spec(tmp_path / "stacks" / "fraud.yaml", BLUEPRINTS)
    return Stack(tmp_path, stack_config(spec, "dev"))


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_call_fails_the_next_up_converges(stack: Stack, part: int):
    account, engine = stack.engine()
    engine.up(stack.compose)
    calls, held = account.calls, account.holds()
    assert engine.refresh() == []
    for call in range(1 + part, calls + 1, PARTS):
        # With the effect it would have had, or without, so that both meet every kind of call.
        effect = (call // PARTS + part) % 2 == 0
        fail(stack.folder, call, effect=effect)
        account, engine = stack.engine()
        # What only looks whether something is there may fail and be done without.
        with contextlib.suppress(Failed):
            engine.up(stack.compose)
        fail_no_more(stack.folder)
        engine.up(stack.compose)
        where = f"call {call}, effect {effect}"
        assert account.holds() == held, where
        assert engine.refresh() == [], where
    engine.destroy()
    assert account.holds() == {}


def test_a_second_up_changes_nothing(stack: Stack):
    _account, engine = stack.engine()
    engine.up(stack.compose)
    made = engine.done.copy()
    engine.up(stack.compose)
    assert made.keys() == {"create"}
    assert not engine.done
