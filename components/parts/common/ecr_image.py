"""A container image in ECR: its address taken apart, so that a role may pull it and no other."""

import re
from dataclasses import dataclass
from typing import Self

_ADDRESS = re.compile(
    r"(?P<account>\d{12})\.dkr\.ecr(-fips)?\.(?P<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/"
    r"(?P<repository>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?:[:@]\S+)?"
)


@dataclass(frozen=True)
class EcrImage:
    """Where an image lies."""

    account_id: str
    """Account that owns the repository."""

    region: str
    """Region of the repository."""

    repository: str
    """Name of the repository, slashes included."""

    @classmethod
    def of(cls, address: str) -> Self | None:
        """Take apart `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`."""
        match = _ADDRESS.fullmatch(address)
        if match is None:
            return None
        return cls(match["account"], match["region"], match["repository"])

    def repository_arn(self, partition: str) -> str:
        """ARN of the repository in AWS `partition`."""
        return f"arn:{partition}:ecr:{self.region}:{self.account_id}:repository/{self.repository}"
