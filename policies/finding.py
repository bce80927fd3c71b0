"""What a check says about one rule and one resource."""

from dataclasses import dataclass

from policies.pack import Level


@dataclass(frozen=True)
class Finding:
    """A violation, or a rule that could not be decided."""

    rule: str
    """Name of the rule."""

    level: Level
    """How strictly the pack enforces the rule."""

    urn: str
    """URN of the resource."""

    resource: str
    """Logical name of the resource."""

    type: str
    """Type token of the resource."""

    message: str
    """What to fix, or what is not known yet."""

    why: str
    """The risk that the rule keeps out."""

    remediation: str = ""
    """What to change, where the message alone does not say it."""

    undecided: bool = False
    """Whether the rule could not be decided, as it depends on a value that is not known yet."""

    @property
    def blocks(self) -> bool:
        """Whether it stops a deployment: a violation of a mandatory rule does."""
        return self.level is Level.MANDATORY and not self.undecided
