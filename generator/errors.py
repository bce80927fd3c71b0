"""What the generator says when it cannot go on."""

from collections.abc import Iterable
from dataclasses import dataclass

from blueprints.blueprint import SettingsError
from components.errors import Problem
from generator.spec import TeamSpec


@dataclass(frozen=True, order=True)
class SpecProblem:
    """One thing wrong with one line of one file."""

    file: str
    """Path of the file, as its user would write it."""

    line: int
    """Number of the line, 1 for the first; 0 when the whole file is meant."""

    field: str
    """Path of the field: `settings.network.cidr`; empty when the whole file is meant."""

    reason: str
    """What is required and what was given."""

    @property
    def where(self) -> str:
        """File, line and field, as far as they are known."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.field}" if self.field else place

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class SpecError(SettingsError):
    """A team's spec cannot be used; lists every problem of the file, one a line."""

    def __init__(self, problems: Iterable[SpecProblem]) -> None:
        self.found = tuple(sorted(set(problems)))
        super().__init__(Problem(problem.where, problem.reason) for problem in self.found)


class HigherLevelError(SpecError):
    """Nothing is wrong with a spec but that it has settings of a level above its own."""

    def __init__(self, problems: Iterable[SpecProblem], rest: TeamSpec) -> None:
        super().__init__(problems)
        self.rest = rest
        """The spec without them."""


class GeneratorError(Exception):
    """The generator refuses to write, because something would be lost."""
