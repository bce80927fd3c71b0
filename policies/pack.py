"""A pack: which rules are enforced, and how strictly."""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """What a violation does."""

    ADVISORY = "advisory"
    """It is said."""

    MANDATORY = "mandatory"
    """It is said, and stops the deployment."""

    DISABLED = "disabled"
    """The rule is not run."""


@dataclass(frozen=True)
class Pack:
    """How strict to be with each rule; one that the pack does not name has its default level."""

    name: str
    """Name in reports, kebab-case."""

    description: str
    """For whom it is, in a sentence."""

    default: Level
    """Level of every rule that `levels` does not name, a new one included."""

    levels: Mapping[str, Level] = field(default_factory=dict[str, Level])
    """Level by name of the rule."""

    def level(self, rule_name: str) -> Level:
        """Level of one rule."""
        return self.levels.get(rule_name, self.default)

    def reject_unknown(self, rule_names: Collection[str]) -> None:
        """Raise if the pack names a rule that does not exist."""
        for name in self.levels:
            if name not in rule_names:
                near = difflib.get_close_matches(name, rule_names, 1)
                hint = f"\ndid you mean {near[0]!r}?" if near else ""
                raise ValueError(
                    f"pack {self.name}: must name rules that exist, got {name!r}{hint}"
                )
