"""How every stack differs from what it was at another commit, both composed with today's code."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import pulumi

from blueprints import BLUEPRINTS
from cli.checks.context import StackContext
from cli.differences.at_ref import Base, files_at
from cli.differences.steps import Step, steps
from cli.errors import UsageProblem
from generator.folder import Folder, open_folder
from plan.plan import Plan


class Fate(StrEnum):
    """What becomes of a stack as a whole."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    """No spec asks for it any more. Nothing deletes it before somebody runs `pulumi destroy`."""

    UNKNOWN = "unknown"
    """One of the two sides cannot be composed."""


@dataclass(frozen=True)
class StackDifference:
    """How one stack differs."""

    stack: str
    fate: Fate
    steps: tuple[Step, ...] = ()
    """What an update would do to its resources."""

    problems: tuple[str, ...] = ()
    """Why it cannot be told."""


@dataclass(frozen=True)
class Difference:
    """How all the stacks that were asked for differ."""

    base: Base
    stacks: list[StackDifference] = field(default_factory=list[StackDifference])
    unusable: bool = False
    """Whether a spec of today cannot be used."""


@dataclass(frozen=True)
class _Side:
    """The stacks of one commit."""

    folder: Folder

    def names(self) -> set[str]:
        """Stacks that a spec asks for."""
        return set(self.folder.stacks())

    def team(self, stack: str) -> str:
        """Team of a stack; empty if no spec asks for it."""
        found = self.folder.stacks().get(stack)
        return found[0].team if found else ""

    def broken(self, stack: str) -> tuple[str, ...]:
        """What is wrong with the spec that a stack may belong to."""
        for team, error in self.folder.broken.items():
            if stack == team or stack.startswith(f"{team}-"):
                return tuple(str(error).splitlines())
        return ()

    def plan(self, stack: str) -> Plan | tuple[str, ...]:
        """The plan of a stack, or why there is none."""
        context = StackContext(self.folder.root, *self.folder.stacks()[stack])
        # What settings name, such as a schema file, is looked for from the current folder.
        with contextlib.chdir(self.folder.root):
            try:
                return context.plan
            except pulumi.RunError as error:
                return tuple(str(error).splitlines())


def compare(root: Path, base: Base, names: Sequence[str]) -> Difference:
    """Compare the stacks, or all stacks of the teams, of these names; all there are without names.

    Raises:
        UsageProblem: for a name that nothing has, now or then.
    """
    with files_at(root, base) as then:
        before, after = (_Side(open_folder(path, BLUEPRINTS)) for path in (then, root))
        chosen = _chosen(before, after, names)
        found = [_difference(stack, before, after, base) for stack in chosen]
    found += _unreadable(before, after, names)
    unusable = any(d.fate is Fate.UNKNOWN and after.broken(d.stack) for d in found)
    return Difference(base, found, unusable)


def _chosen(before: _Side, after: _Side, names: Sequence[str]) -> list[str]:
    known = sorted(before.names() | after.names())
    if not names:
        return known
    teams = {*before.folder.specs, *after.folder.specs, *after.folder.broken, *before.folder.broken}
    unknown = [name for name in names if name not in known and name not in teams]
    if unknown:
        given = ", ".join(repr(name) for name in unknown)
        there = ", ".join((*sorted(teams), *known)) or "none yet"
        raise UsageProblem(f"STACK: must be a team or a stack, got {given}\nthere are: {there}")
    return [s for s in known if {s, before.team(s), after.team(s)} & set(names)]


def _difference(stack: str, before: _Side, after: _Side, base: Base) -> StackDifference:
    sides = list[Plan]()
    problems = list[str]()
    for side, when in ((before, f"at {base}: "), (after, "")):
        if stack in side.names():
            plan = side.plan(stack)
            if isinstance(plan, Plan):
                sides.append(plan)
            else:
                problems += (f"{when}{line}" for line in plan)
        elif wrong := side.broken(stack):
            problems += (f"{when}{line}" for line in wrong)
        else:
            sides.append(Plan(stack, "", ()))
    if problems:
        return StackDifference(stack, Fate.UNKNOWN, problems=tuple(problems))
    found = tuple(steps(*sides))
    if stack not in before.names():
        return StackDifference(stack, Fate.NEW, found)
    if stack not in after.names():
        return StackDifference(stack, Fate.GONE, found)
    return StackDifference(stack, Fate.CHANGED if found else Fate.SAME, found)


def _unreadable(before: _Side, after: _Side, names: Sequence[str]) -> list[StackDifference]:
    """New teams whose spec cannot be read, so that nobody knows their stacks."""
    return [
        StackDifference(team, Fate.UNKNOWN, problems=after.broken(team))
        for team in sorted(set(after.folder.broken) - set(before.folder.specs))
        if not names or team in names
    ]
