"""What every blueprint is: settings a team may change, and a method that composes the parts."""

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar, Self, get_origin

import pulumi
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from blueprints.replacement import PartTypes
from components.errors import Problem

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 32

Check = Callable[[Any], Iterable[Problem]]
"""Yields the contradictions in one part's settings."""


class MaturityLevel(IntEnum):
    """Google's three levels ("MLOps: Continuous delivery and automation pipelines in ML")."""

    MANUAL = 0
    PIPELINE_AUTOMATION = 1
    CI_CD_AUTOMATION = 2


@dataclass(frozen=True)
class Team:
    """Whose stack it is: one team, one environment."""

    slug: str
    """Name of the team, a DNS label of at most 20 characters."""

    environment: str
    """Name of the environment, a DNS label of at most 10 characters."""

    @property
    def prefix(self) -> str:
        """What every physical name of the stack starts with; also the name of the stack."""
        return f"{self.slug}-{self.environment}"

    def name_of(self, part: str) -> str:
        """Logical name of one part; the only place where such names are built."""
        return f"{self.prefix}-{part}"


class SettingsError(pulumi.RunError):
    """A team asked for something that cannot be composed; lists every problem, one a line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Blueprint(BaseModel, ABC):
    """Settings of one maturity level, and how its parts are wired."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        use_attribute_docstrings=True,
        # A program validates the settings of one level only.
        defer_build=True,
    )

    level: ClassVar[MaturityLevel]
    """The level that this blueprint brings a team to."""

    part_types: ClassVar[PartTypes] = {}
    """The component of each part, by its field."""

    checks: ClassVar[Mapping[str, Check]] = {}
    """By field, what finds contradictions that its type alone does not show."""

    @abstractmethod
    def compose(self, team: Team) -> Mapping[str, Any]:
        """Declare every resource of the stack; return the outputs that it exports."""

    def contradictions(self) -> Iterator[Problem]:
        """Yield what is wrong between the settings of different parts."""
        yield from ()

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """Return the blueprint with a team's `settings`.

        Raises:
            SettingsError: for unknown fields, wrong types and contradictions, all of them at once.
        """
        problems = list[Problem]()
        found: Self | None = None
        try:
            # As JSON, so that a choice may be written as a text even though types are strict.
            found = cls.model_validate_json(json.dumps(settings))
        except ValidationError as error:
            problems += [_problem(cls, details) for details in error.errors()]
        untyped = {p.field.split(".")[0].split("[")[0] for p in problems}
        checks = cls.all_checks()
        given = {name for name, value in settings.items() if value is not None}
        for name in checks.keys() & given - untyped:
            problems += [
                Problem(_join(name, p.field), p.reason) for p in checks[name](settings[name])
            ]
        if found is not None and not problems:
            problems += found.contradictions()
        if found is None or problems:
            raise SettingsError(sorted(problems))
        return found

    @classmethod
    def all_checks(cls) -> dict[str, Check]:
        """The checks of every part's component, and those of the blueprint itself."""
        found = dict[str, Check]()
        for part, component in cls.part_types.items():
            if part not in cls.model_fields:
                # One of which there is nothing to choose.
                continue
            # Every component has it: tests/components/test_component_law.py.
            check: Check = component.problems  # pyright: ignore[reportAttributeAccessIssue]
            by_name = get_origin(cls.model_fields[part].annotation) is dict
            found[part] = each(check) if by_name else check
        return {**found, **cls.checks}


def each(check: Check) -> Check:
    """Apply `check` to every entry of a map of settings, whose key names resources on AWS."""

    def check_each(settings: Mapping[str, Any]) -> Iterator[Problem]:
        for key, value in settings.items():
            if not _NAME.fullmatch(key) or len(key) > _LONGEST_NAME:
                reason = "must have a name of lower-case letters and digits with single hyphens"
                yield Problem(key, f"{reason}, at most {_LONGEST_NAME} characters, got {key!r}")
                continue
            for problem in check(value):
                yield Problem(_join(key, problem.field), problem.reason)

    return check_each


def _join(name: str, field: str) -> str:
    return f"{name}{field}" if field.startswith("[") or not field else f"{name}.{field}"


def _problem(blueprint: type[Blueprint], details: ErrorDetails) -> Problem:
    """One of pydantic's findings in our words."""
    field = ""
    for part in details["loc"]:
        field = (
            f"{field}[{part}]" if isinstance(part, int) else _join(field, part) if field else part
        )
    given = details["input"]
    if details["type"] == "extra_forbidden":
        return Problem(field, "is not a field of this blueprint")
    if details["type"] == "missing":
        return Problem(field, "is required, got nothing")
    return Problem(field, f"{_lower(details['msg'])}, got {given!r}")


def _lower(message: str) -> str:
    text = message.replace("Input should", "must").replace("Value error, ", "")
    return text[:1].lower() + text[1:]
