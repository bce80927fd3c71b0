"""Where a stack is, and how its resources are told from those of others."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StackFacts:
    """One stack, as the policies name it."""

    prefix: str
    """How the names of its resources begin: `fraud-dev`."""

    team: str
    """Value of the tag `team`."""

    environment: str
    """Value of the tag `environment`."""

    region: str
    account: str
    """Twelve digits."""

    boundary_arn: str = ""
    """The boundary that is in use. Empty: what the plan declares, by its name."""

    @property
    def partition(self) -> str:
        """Partition of the region (AWS General Reference, "AWS partitions")."""
        if self.region.startswith("cn-"):
            return "aws-cn"
        return "aws-us-gov" if self.region.startswith("us-gov-") else "aws"

    def filled(self, text: str) -> str:
        """`text` with the stack's own facts in it; other braces stay."""
        for name in ("partition", "region", "account", "prefix"):
            text = text.replace(f"{{{name}}}", str(getattr(self, name)))
        return text

    def tags(self, key: str) -> tuple[tuple[str, str], ...]:
        """Condition on the stack's tags, by `aws:ResourceTag` or `aws:RequestTag`."""
        return ((f"{key}/environment", self.environment), (f"{key}/team", self.team))
