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


@dataclass(frozen=True)
class StackContext:
    """What the pieces of the check are given."""

    root: Path
    """Folder of the repository."""

    spec: TeamSpec
    """What the team wants."""

    environment: str
    """Name of the environment."""

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
    def config(self) -> dict[str, Any]:
        """Configuration that the spec gives, and what people added to the stack's file."""
        wanted = stack_config(self.spec, self.environment)
        path = self.root / FOLDER / stack_file_name(self.stack)
        content = path.read_bytes() if path.is_file() else b""
        if content in (b"", render(self.spec.team, wanted).encode()):
            return wanted
        return {**read_stack_file(content).added, **wanted}
