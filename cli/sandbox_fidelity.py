"""`stepwell sandbox fidelity`: how much of a stack somebody looks at before AWS does."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import UsageProblem

if TYPE_CHECKING:
    from plan.plan import Plan
    from sandbox.fidelity import Property

_COLUMNS = ("0", "1", "2", "3+")


def fidelity(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="Name of a stack, fraud-dev.")],
    below: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="List what fewer than N sources look at."),
    ] = 2,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Say how many independent sources look at each property that a stack sets.

    In process, from the stack's own program: no engine, no sandbox that runs.
    """
    from cli.imports import heavy_imports
    from cli.project import repository_root

    with heavy_imports():
        from blueprints import BLUEPRINTS
        from cli.checks.context import StackContext
        from cli.checks.inputs import opened, scope_of
        from generator.folder import open_folder
        from sandbox.fidelity import properties

    folder = open_folder(repository_root(), BLUEPRINTS)
    stacks = folder.stacks()
    if stack not in stacks:
        known = ", ".join(stacks) or "none yet; make one with `stepwell new`"
        raise UsageProblem(f"STACK: must be a stack, got {stack!r}\nthere are: {known}")
    context = StackContext(folder.root, *stacks[stack])
    seen = [replace(r, inputs=opened(r.inputs)) for r in context.plan]
    found = list(properties(seen, scope_of(context)))
    areas = _areas(context.plan, found)
    weak = [p for p in found if len(p.sources) < below]
    if as_json:
        components = {name: _told(own) for name, own in sorted(areas.items())}
        result = {"ok": True, "stack": stack, **_told(found), "components": components}
        typer.echo(json.dumps({**result, "listed": [_listed(one) for one in weak]}, indent=2))
        return
    width = max(map(len, (*areas, stack)))
    typer.echo(f"{'':{width}}  properties" + "".join(f"{c:>7}" for c in _COLUMNS) + "  sources")
    for name, own in sorted(areas.items(), key=lambda item: (-_counts(item[1])[0], item[0])):
        typer.echo(_line(name, own, width))
    typer.echo(_line(stack, found, width))
    if weak:
        typer.echo(f"\nlooked at by {'none' if below == 1 else f'fewer than {below}'}:")
    for text, count in sorted(Counter(_named(p) for p in weak).items()):
        typer.echo(f"  {text}" + (f"  ({count} resources)" if count > 1 else ""))


def _areas(plan: "Plan", found: "Sequence[Property]") -> "dict[str, list[Property]]":
    """Properties by the component of the stack that they belong to."""
    by_urn = plan.by_urn()
    areas = dict[str, "list[Property]"]()
    for one in found:
        above = one.resource
        name = above.name
        while above.parent is not None and above.parent in by_urn:
            name = above.name
            above = by_urn[above.parent]
        areas.setdefault(name, []).append(one)
    return areas


def _counts(found: "Iterable[Property]") -> list[int]:
    counter = Counter(min(len(p.sources), 3) for p in found)
    return [counter[n] for n in range(len(_COLUMNS))]


def _line(name: str, found: "Sequence[Property]", width: int) -> str:
    shares = (100 * count / len(found) for count in _counts(found))
    return f"{name:{width}}  {len(found):>10}" + "".join(f"{share:>6.1f}%" for share in shares)


def _named(one: "Property") -> str:
    return f"{one.resource.type} {one.path}" + (f": {', '.join(one.sources)}" * bool(one.sources))


def _told(own: "Sequence[Property]") -> dict[str, Any]:
    shares = dict(zip(_COLUMNS, _counts(own), strict=True))
    return {"properties": len(own), "by_sources": shares}


def _listed(one: "Property") -> dict[str, Any]:
    about = {"resource": one.resource.name, "type": one.resource.type, "property": one.path}
    return {**about, "sources": list(one.sources)}
