"""Going down a maturity level: says what that takes away before the stack files say so."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi

from analysis.changes import HOLDS_DATA, changes
from cli.checks.compose import compose
from generator.errors import GeneratorError, HigherLevelError
from generator.generate import FOLDER, stack_config, stack_file_name
from generator.spec import TeamSpec
from generator.stack_file import read_stack_file
from plan.plan import Plan, Resource


def refuse_to_go_down(root: Path, spec: TeamSpec, left: HigherLevelError | None = None) -> None:
    """Stop where a stack file has a higher level than the spec.

    Args:
        root: The repository.
        spec: What the team wants, without settings of the higher level.
        left: The settings of the higher level that are still in its file, if any.

    Raises:
        GeneratorError: names the stacks, and what each would lose.
    """
    files = (_above(root, spec, environment) for environment in spec.environments)
    above = [found for found in files if found is not None]
    if not above:
        return
    losses = (line for found in above for line in _losses(spec, found))
    highest = max(found.level for found in above)
    keep = f"to keep them, set `level: {highest}` in {FOLDER}/{spec.team}.yaml"
    first = "take out the fields below, then " if left else ""
    give_up = (
        f"to give them up: {first}stepwell new {spec.team} --go-down; nothing is deleted before "
        "`pulumi up`, which shows it again and refuses while it is protected"
    )
    fields = str(left).splitlines() if left else ()
    raise GeneratorError("\n".join((*losses, keep, give_up, *fields)))


@dataclass(frozen=True)
class _Above:
    """A stack whose file has a higher level than the spec."""

    environment: str
    path: Path
    level: int
    config: Mapping[str, Any]
    """What the file says."""


def _above(root: Path, spec: TeamSpec, environment: str) -> _Above | None:
    path = Path(FOLDER) / stack_file_name(spec.stack_name(environment))
    if not (root / path).exists():
        return None
    config = read_stack_file((root / path).read_bytes()).generated
    level = str(config.get("stepwell:level", ""))
    if not level.isdecimal() or int(level) <= spec.level:
        return None
    return _Above(environment, path, int(level), config)


def _losses(spec: TeamSpec, found: _Above) -> Iterator[str]:
    stack = spec.stack_name(found.environment)
    account = spec.environments[found.environment].account
    downwards = (
        f"{found.path}: level must not go down unasked, got {spec.level} after {found.level}"
    )
    try:
        before = compose(stack, found.config, account)
        after = compose(stack, stack_config(spec, found.environment), account)
    except pulumi.RunError as error:
        yield f"{downwards}; what {stack} would lose cannot be told:"
        yield from (f"  {line}" for line in str(error).splitlines())
        return
    yield f"{downwards}; {stack} would lose"
    difference = changes(before, after)
    yield from _parts(before, difference.removed)
    for resource in difference.missed():
        does = "holds data" if resource.type in HOLDS_DATA else "serves traffic"
        yield f"  of these, {resource.name} ({resource.type}) {does}"


def _parts(plan: Plan, removed: tuple[Resource, ...]) -> Iterator[str]:
    """How many resources each component loses."""
    by_urn = plan.by_urn()
    owners = Counter(by_urn[r.parent].name if r.parent in by_urn else r.name for r in removed)
    for owner, count in sorted(owners.items()):
        yield f"  {owner}: {count} resource{'s' if count > 1 else ''}"
