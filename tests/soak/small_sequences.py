"""Random sequences in process: the small engine and its account are killed and come back."""

import contextlib
import itertools
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from sandbox.provider.ledger import Ledger
from tests.e2e.interrupted import ENGINE
from tests.soak.sequences import Sequence
from tests.soak.small_account import Killed, SmallAccount
from tests.soak.small_engine import Failed, SmallEngine, State, settings_of

_STEPS, _CALLS = 60, 400
"""After so many moments or calls at most something is killed."""


class SmallCheckout:
    """A folder with stacks, and what survives whatever happens to its sandbox."""

    def __init__(self, repo: Path, chance: random.Random) -> None:
        self.repo = repo
        self.state = State()
        self.turns = itertools.count()
        self._chance = chance
        self.account = self.started()

    def started(self) -> SmallAccount:
        """Start the account again, from what it remembers."""
        self.account = SmallAccount(memory=self.repo / "journal")
        return self.account

    def engine(self, config: dict[str, Any]) -> SmallEngine:
        """A new engine, which knows what is in the state."""
        return SmallEngine(
            self.account,
            settings_of(config),
            self.state,
            Ledger(self.repo / "creates.jsonl"),
            self._chance.random(),
            turns=self.turns,
        )

    def client(self, service: str) -> Any:
        """A client of the account."""
        return self.account.client(service)


@dataclass
class SmallSequence(Sequence):
    """One team's stack in a small checkout."""

    @property
    def small(self) -> SmallCheckout:
        return cast(SmallCheckout, self.checkout)

    @property
    def config(self) -> dict[str, Any]:
        spec = load_spec(self.small.repo / "stacks" / f"{self.team}.yaml", BLUEPRINTS)
        return stack_config(spec, "dev")

    def up(self) -> None:
        self._up(self.small.engine(self.config))

    def refresh(self) -> None:
        assert self.small.engine(self.config).refresh() == []

    def gone(self) -> None:
        self.small.engine(self.config).destroy()
        assert {k: v for k, v in self.small.account.holds().items() if k != "parameters"} == {}

    def _up(self, engine: SmallEngine) -> None:
        config = self.config
        engine.up(lambda: compose(self.stack, config, NO_ACCOUNT))

    def _select(self) -> None:
        pass

    def _declared(self) -> Counter[str]:
        return Counter(made.declared.type for made in self.small.state.made.values())

    def _killed(self, victim: str) -> None:
        self._edit()
        engine = self.small.engine(self.config)
        if victim is ENGINE:
            left = iter(range(self.chance.randint(1, _STEPS)))

            def moment() -> None:
                if next(left, None) is None:
                    raise Killed

            engine.moment = moment
        else:
            account = self.small.account
            call = account.calls + self.chance.randint(1, _CALLS)
            account.dies_at = (call, self.chance.random() < 0.5)
        with contextlib.suppress(Killed, Failed):
            self._up(engine)
        self.small.account.dies_at = None
        if victim is not ENGINE:
            self.small.started()
        self.up()
