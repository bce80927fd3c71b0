"""`stepwell check` of one stack in a new process, against one that only imports what it needs."""

import sys
from collections.abc import Iterator

from benchmarks.flat import sdk_class
from benchmarks.measure import Figure, ratio, side_by_side
from plan.plan import Plan
from tests.e2e.checkout import ROOT, Checkout

ROUNDS = 7

_BARE = """\
import gc
gc.disable()
import botocore.loaders, pulumi, pydantic, ruamel.yaml, importlib
for module, cls in {classes!r}:
    getattr(importlib.import_module(module), cls)
"""
"""The SDK imports a class where it is first read. The collector is off, as in the command."""


def check_figures(checkout: Checkout, plan: Plan) -> Iterator[Figure]:
    """Measure both in a checkout; the stack's plan says which classes of the SDK it takes."""
    types = sorted({r.type for r in plan if r.in_aws})
    classes = [(f"{package}.{module}", cls) for package, module, cls in map(sdk_class, types)]
    bare = _BARE.format(classes=classes)
    stepwell = str(ROOT / ".venv/bin/stepwell")

    def check() -> None:
        _run(checkout, stepwell, "check", plan.stack)

    def imports() -> None:
        _run(checkout, sys.executable, "-c", bare)

    checked, imported = side_by_side(ROUNDS, check, imports)
    yield ratio(
        f"`stepwell check {plan.stack}` / a process that only imports the SDK's classes",
        ("check", checked),
        ("imports", imported),
    )


def _run(checkout: Checkout, *command: str) -> None:
    done = checkout.run(*command)
    if done.returncode:
        raise SystemExit(f"{command[0]}: must end with 0, got\n{done.stdout}{done.stderr}")
