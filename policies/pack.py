"""A pack: which rules are enforced, and how strictly."""

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from policies.errors import PolicyError
from policies.rule import PlanRule, Rule


class Level(StrEnum):
    """What a violation does."""

    ADVISORY = "advisory"
    """It is said."""

    MANDATORY = "mandatory"
    """It is said, and stops the deployment."""

    REMEDIATE = "remediate"
    """The engine sets right what the rule knows how to repair, before anything is deployed; what
    is left then stops the deployment."""

    DISABLED = "disabled"
    """The rule is not run."""


_STRICTNESS = (Level.DISABLED, Level.ADVISORY, Level.MANDATORY, Level.REMEDIATE)
"""The levels, the strictest last, in the order that Pulumi gives them."""


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

    rules: tuple[Rule | PlanRule, ...] = ()
    """Rules that the pack brings along, beside those in `policies/rules`."""

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


def strictest(packs: Sequence[Pack], rules: Collection[str]) -> Pack:
    """Return what several packs ask for together: of each rule the strictest level.

    A pack has no say about the rules that another one brings along.

    Args:
        packs: The packs, at least one.
        rules: Names of the rules that every pack knows.

    Raises:
        PolicyError: if two of them bring along different rules of one name.
    """
    levels = dict[str, Level]()
    own = dict[str, Rule | PlanRule]()
    for pack in packs:
        for rule in pack.rules:
            if own.setdefault(rule.name, rule) is not rule:
                reason = f"must not bring along another rule named {rule.name!r}"
                raise PolicyError(f"pack {pack.name}: {reason}, as a pack beside it does")
        for name in {*rules, *(rule.name for rule in pack.rules)}:
            asked = (levels.get(name, Level.DISABLED), pack.level(name))
            levels[name] = max(asked, key=_STRICTNESS.index)
    return Pack(
        name=" + ".join(dict.fromkeys(pack.name for pack in packs)),
        description="; ".join(dict.fromkeys(pack.description for pack in packs)),
        default=Level.DISABLED,
        levels=levels,
        rules=tuple(own.values()),
    )
