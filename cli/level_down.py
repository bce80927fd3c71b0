"""Going down a maturity level: says what that takes away before the stack files say so."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.changes import changes
from cli.checks.compose import compose
from generator.errors import GeneratorError
from generator.generate import FOLDER, stack_config, stack_file_name
from generator.spec import TeamSpec
from generator.stack_file import read_stack_file
from plan.plan import Plan, Resource


def refuse_to_go_down(root: Path, spec: TeamSpec) -> None:
    """Stop where a stack file has a higher level than the spec.

    Raises:
        GeneratorError: names the stacks, and what each would lose.
    """
    found = list(_losses(root, spec))
    if found:
        fix = "add --go-down to write it; data stays until `pulumi up`, which shows all this again"
        raise GeneratorError("\n".join((*found, fix)))


def _losses(root: Path, spec: TeamSpec) -> Iterator[str]:
    for environment, about in spec.environments.items():
        stack = spec.stack_name(environment)
        path = Path(FOLDER) / stack_file_name(stack)
        if not (root / path).exists():
            continue
        before = read_stack_file((root / path).read_bytes()).generated
        level = str(before.get("stepwell:level", ""))
        if not level.isdecimal() or int(level) <= spec.level:
            continue
        yield f"{path}: level goes down from {level} to {spec.level}, which takes away"
        old = compose(stack, before, about.account)
        difference = changes(old, compose(stack, stack_config(spec, environment), about.account))
        yield from _parts(old, difference.removed)
        for resource in difference.missed():
            yield f"  {resource.name} ({resource.type}), which holds data or serves traffic"


def _parts(plan: Plan, removed: tuple[Resource, ...]) -> Iterator[str]:
    """How many resources each component loses."""
    by_urn = plan.by_urn()
    owners = Counter(by_urn[r.parent].name if r.parent in by_urn else r.name for r in removed)
    for owner, count in sorted(owners.items()):
        yield f"  {owner}: {count} resource{'s' if count > 1 else ''}"
