"""One stack under check: its spec, and the plan of what it would declare."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from cli.checks.compose import compose
from generator.generate import FOLDER, render, stack_config, stack_file_name
from generator.spec import TeamSpec
from generator.stack_file import read_stack_file
from plan.plan import Plan
from policies.choice import pack_of_all, packs_of_stack
from policies.pack import Pack


@dataclass(frozen=True)
class StackContext:
    """What the pieces of the check are given."""

    root: Path
    """Folder of the repository."""

    spec: TeamSpec
    """What the team wants."""

    environment: str
    """Name of the environment."""

    given_pack: Pack | None = None
    """Pack to hold the stack against instead of its own, if somebody asked for one."""

    @property
    def stack(self) -> str:
        """Name of the stack."""
        return self.spec.stack_name(self.environment)

    @property
    def account(self) -> str | None:
        """Account that the stack must be brought up in, if the spec says so."""
        return self.spec.environments[self.environment].account

    @cached_property
    def plan(self) -> Plan:
        """Everything the stack declares.

        Raises:
            Exception: whatever the blueprint and its components say against the settings.
        """
        return compose(self.stack, self.config, self.account)

    @cached_property
    def pack(self) -> Pack:
        """What all the packs ask for that the stack is held to.

        Raises:
            PolicyError: if the spec names one that cannot be used.
        """
        return self.given_pack or pack_of_all(self.packs, self.root)

    @property
    def packs(self) -> tuple[str, ...]:
        """Names of these packs."""
        return packs_of_stack(
            level=self.spec.level,
            environment=self.environment,
            data_class=str(self.spec.settings_of(self.environment).get("data_class", "internal")),
            named=self.spec.policy_packs_of(self.environment),
        )

    @cached_property
    def config(self) -> dict[str, Any]:
        """Configuration that the spec gives, and what people added to the stack's file."""
        wanted = stack_config(self.spec, self.environment)
        path = self.root / FOLDER / stack_file_name(self.stack)
        content = path.read_bytes() if path.is_file() else b""
        if content in (b"", render(self.spec.team, wanted).encode()):
            return wanted
        return {**read_stack_file(content).added, **wanted}
