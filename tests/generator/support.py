"""What generator tests share: a tiny blueprint, and a spec that is right."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, ClassVar, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from blueprints.blueprint import Blueprint, Check, MaturityLevel, Team
from components.errors import Problem
from components.settings import team_settings
from generator.loader import parse_spec
from generator.spec import TeamSpec


class Size(Enum):
    SMALL = "small"
    LARGE = "large"


@team_settings
class PondSettings(TypedDict):
    cidr: NotRequired[str]
    """Addresses. Default: none."""
    days: NotRequired[int]
    """Days, 1 to 9. Default: 1."""
    size: NotRequired[Size]
    """How large. Default: small."""
    fish: NotRequired[list[str]]
    """Names of fish. Default: none."""


def _problems(pond: PondSettings) -> Iterator[Problem]:
    if not 1 <= pond.get("days", 1) <= 9:
        yield Problem("days", f"must be 1 to 9, got {pond.get('days')}")


class Garden(Blueprint):
    level: ClassVar[MaturityLevel] = MaturityLevel.MANUAL

    protect_data: bool = True
    """Whether data survives. Default: true."""

    pond: PondSettings = Field(default_factory=dict)
    """The pond."""

    trees: dict[str, PondSettings] = Field(default_factory=dict)
    """Trees by name."""

    checks: ClassVar[Mapping[str, Check]] = {"pond": _problems}

    def compose(self, team: Team) -> Mapping[str, Any]:
        return {}


@team_settings
class LakeSettings(PondSettings):
    boats: NotRequired[int]
    """How many boats. Default: 0."""


@team_settings
class BarnSettings(TypedDict):
    size: Size
    """How large the barn is."""


class Park(Garden):
    level: ClassVar[MaturityLevel] = MaturityLevel.PIPELINE_AUTOMATION

    protect_data: bool = False
    """Whether data survives. Default: false."""

    pond: LakeSettings = Field(default_factory=dict)
    """The pond."""

    barn: BarnSettings | None = None
    """The barn. Default: none."""


BLUEPRINTS: dict[int, type[Blueprint]] = {0: Garden}

TWO_LEVELS: dict[int, type[Blueprint]] = {0: Garden, 1: Park}

SPEC = """\
team: fraud
level: 0
owner: fraud-ml@acme.example
cost_center: "4711"
region: eu-west-1
settings:
  pond:
    cidr: 10.0.0.0/16
    fish: [carp, koi]
environments:
  dev:
    settings:
      pond: {days: 2, fish: [tench]}
  prod:
    account: "314159265358"
    region: us-east-1
"""


def parse(text: str, team: str | None = None) -> TeamSpec:
    """The spec in `text`, called stacks/fraud.yaml in messages."""
    return parse_spec(text.encode(), BLUEPRINTS, file="stacks/fraud.yaml", team=team)
