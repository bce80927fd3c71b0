"""One thing that `stepwell check` has to say."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What a finding means for the exit code."""

    MANDATORY = "mandatory"
    """The check fails."""

    ADVISORY = "advisory"
    """Worth knowing; the check passes."""

    EXCEPTED = "excepted"
    """It breaks a rule, and an exception in the spec allows it; the check passes."""


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to know, and where."""

    stack: str
    """Name of the stack; empty when it is about more than one."""

    check: str
    """What found it: `spec`, `files`, `compose`, `inputs`, `features`, `policy`, `exceptions`,
    `network`."""

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
