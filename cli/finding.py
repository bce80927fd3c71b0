"""One thing that `stepwell check` has to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from policies.exceptions import PolicyException

CHECKS: Mapping[str, str] = MappingProxyType(
    {
        "spec": "Specs can be read",
        "files": "Generated files say what the specs say, and belong together",
        "compose": "Stacks can be composed from their settings",
        "inputs": "AWS and its provider take the inputs of every resource",
        "features": "Schema files change only as SageMaker allows",
        "policy": "Resources keep the policy rules",
        "exceptions": "Exceptions are in force and needed",
        "network": "Networks of one account can be peered",
        "state": "The exported state can be read whole",
    }
)
"""What each check requires, by its name."""


class Weight(StrEnum):
    """What a finding means for the exit code."""

    MANDATORY = "mandatory"
    """The check fails."""

    ADVISORY = "advisory"
    """Worth knowing; the check passes."""

    EXCEPTED = "excepted"
    """It breaks a rule, and an exception in the spec allows it; the check passes."""


@dataclass(frozen=True)
class Place:
    """A line of a file in the repository, where something can be changed."""

    file: str
    """Path below the repository."""

    line: int = 0
    """Number of the line, 1 for the first; 0 when it is not known or the whole file is meant."""

    field: str = ""
    """Path of the field: `settings.network`; empty when the whole file is meant."""

    given: bool = True
    """Whether the field is there; otherwise its defaults are in force."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        field = f": {self.field}" if self.field else ""
        return f"{where}{field}{'' if self.given else ' (not there, so by default)'}"


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to know, and where."""

    stack: str
    """Name of the stack; empty when it is about more than one."""

    check: str
    """What found it: a name in `CHECKS`."""

    where: str
    """File and line, or resource and property."""

    message: str
    """What is required, what was given, and how to mend it."""

    weight: Weight = Weight.MANDATORY
    """What it means for the exit code."""

    rule: str = ""
    """Name of the policy rule, if one was broken."""

    resource: str = ""
    """Logical name of the resource, if it is about one."""

    urn: str = ""
    """URN of the resource, if it is about one."""

    undecided: bool = False
    """Whether the rule could not be decided, as it depends on a value that is not known yet."""

    exception: PolicyException | None = None
    """What allows it, if its weight is `EXCEPTED`."""

    place: Place | None = None
    """Where in the repository it can be changed, as far as that is known."""

    declared_at: Place | None = None
    """Line of the code that declares the resource, if it lies in the repository."""

    @property
    def label(self) -> str:
        """Name of the rule, or of the check where no rule was broken."""
        return self.rule or self.check
