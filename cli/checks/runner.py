"""Runs every piece of the check over the stacks that were asked for."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pulumi

from blueprints import BLUEPRINTS
from cli.checks import exceptions, files
from cli.checks.address_ranges import overlapping_ranges
from cli.checks.context import StackContext
from cli.checks.inputs import inputs
from cli.checks.places import Places
from cli.checks.policies import AnyRule, enforced, policies
from cli.checks.schema_changes import schema_changes
from cli.errors import UsageProblem
from cli.finding import Finding, Weight
from generator.folder import Folder, open_folder
from policies.errors import PolicyError
from policies.pack import Pack

Piece = Callable[[StackContext], Iterator[Finding]]

PIECES: tuple[Piece, ...] = (inputs, schema_changes, policies)
"""What is asked of the plan of each stack; a new piece is a function in a file of its own."""


@dataclass
class Report:
    """Everything that the check has to say."""

    stacks: dict[str, int] = field(default_factory=dict[str, int])
    """How many resources each stack under check declares."""

    findings: list[Finding] = field(default_factory=list[Finding])
    """What was found, stack by stack."""

    unusable: bool = False
    """Whether a spec could not be read, so that its stacks were not checked."""

    packs: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Names of the policy packs that each stack under check was held to."""

    rules: dict[str, tuple[AnyRule, ...]] = field(default_factory=dict[str, tuple[AnyRule, ...]])
    """Policy rules that each stack under check was held to."""

    @property
    def to_mend(self) -> int:
        """How many findings are to be mended."""
        return sum(finding.weight is Weight.MANDATORY for finding in self.findings)

    @property
    def failed(self) -> bool:
        """Whether something has to be mended."""
        return self.to_mend > 0


def check_stacks(
    root: Path, names: Sequence[str], today: datetime.date, pack: Pack | None = None
) -> Report:
    """Check the stacks, or all stacks of the teams, of these names; all there are without names.

    Each is held to its own policy packs, or to `pack`.

    Raises:
        UsageProblem: for a name that nothing has.
    """
    folder = open_folder(root, BLUEPRINTS)
    contexts, broken = _chosen(folder, names, pack)
    report = Report(unusable=bool(broken))
    for team in broken:
        report.findings += files.spec(folder, team)
    if not names:
        report.findings += files.folder(folder)
    composed = list[StackContext]()
    places = {team: Places(root, spec) for team, spec in folder.specs.items()}
    for context in contexts:
        found = list(_stack_findings(context))
        usable = not any(finding.check == "compose" for finding in found)
        plan = context.plan if usable else None
        place = places[context.spec.team]
        found = [place.located(finding, plan, context.environment) for finding in found]
        report.findings += exceptions.applied(context.spec, found, today)
        if usable:
            composed.append(context)
            report.stacks[context.stack] = sum(r.custom for r in context.plan)
            report.packs[context.stack] = (pack.name,) if pack else context.packs
    report.rules = _enforced(composed)
    # Whether an exception is needed is told by the packs that the stack is held to.
    for spec in () if pack else folder.specs.values():
        own = [context for context in composed if context.spec is spec]
        if own:
            place = places[spec.team]
            report.findings += exceptions.standing(spec, own, report.findings, today, place)
    report.findings += overlapping_ranges(composed)
    return report


def _stack_findings(context: StackContext) -> Iterator[Finding]:
    yield from files.stack_file(context)
    try:
        _ = context.plan
    except pulumi.RunError as error:
        for line in str(error).splitlines():
            where, _, reason = line.partition(": ")
            yield Finding(context.stack, "compose", where, reason or line)
        return
    for piece in PIECES:
        yield from piece(context)


def _enforced(contexts: Sequence[StackContext]) -> dict[str, tuple[AnyRule, ...]]:
    """Rules that each stack is held to; none where its packs cannot be used."""
    found = dict[str, tuple[AnyRule, ...]]()
    for context in contexts:
        with suppress(PolicyError):
            found[context.stack] = enforced(context.pack)
    return found


def _chosen(
    folder: Folder, names: Sequence[str], pack: Pack | None
) -> tuple[list[StackContext], list[str]]:
    """The stacks to check, and the specs that cannot be used."""
    stacks = {
        name: StackContext(folder.root, spec, environment, pack)
        for name, (spec, environment) in folder.stacks().items()
    }
    if not names:
        return list(stacks.values()), list(folder.broken)
    chosen = dict[str, StackContext]()
    broken = dict[str, None]()
    unknown = list[str]()
    for name in names:
        own = {k: c for k, c in stacks.items() if name in (k, c.spec.team)}
        spoiled = [team for team in folder.broken if name == team or name.startswith(f"{team}-")]
        chosen |= own
        broken |= dict.fromkeys(spoiled if not own else ())
        if not own and not spoiled:
            unknown.append(name)
    if unknown:
        known = ", ".join((*folder.specs, *stacks)) or "none yet; make one with `stepwell new`"
        given = ", ".join(repr(name) for name in unknown)
        raise UsageProblem(f"STACK: must be a team or a stack, got {given}\nthere are: {known}")
    return list(chosen.values()), list(broken)
