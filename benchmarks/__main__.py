"""Measures everything in one run and prints one table."""

import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from benchmarks.cold_check import check_figures
from benchmarks.in_process import in_process_figures
from benchmarks.life import life_figures
from benchmarks.measure import Figure
from benchmarks.previews import preview_figures
from benchmarks.scanner import scanner_figures
from blueprints import BLUEPRINTS
from cli.checks.compose import NO_ACCOUNT, compose
from generator.generate import stack_config
from generator.loader import load_spec
from plan.plan import Plan
from policies.check import check
from policies.pack_file import our_pack
from tests.e2e.checkout import ROOT, Checkout, checkout
from tests.e2e.conftest import SPEC

STACK = "fraud-dev"


def main() -> None:
    """Make a checkout with a sandbox of its own, measure in it, and remove it."""
    # Without its compiled files, Python would compile the SDK again in every process.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder, checkout(Path(folder)) as one:
        one.spec(SPEC)
        one.pulumi("stack", "init", stack=STACK)
        for line in _machine(one):
            print(line)
        print("\n| what | figure | |\n|---|---|---|")
        for figure in _figures(one):
            print(f"| {figure.what} | {figure.value} | {figure.note} |", flush=True)


def _machine(one: Checkout) -> Iterator[str]:
    """What the figures depend on."""
    engine = one.run("pulumi", "version").stdout.split()[0]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    yield f"machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    yield f"versions: Python {platform.python_version()}, Pulumi {engine}"
    yield f"load before: {load}"


def _figures(one: Checkout) -> Iterator[Figure]:
    spec = load_spec(one.repo / "stacks" / "fraud.yaml", BLUEPRINTS)
    config = stack_config(spec, "dev")

    def composed() -> Plan:
        return compose(STACK, config, NO_ACCOUNT)

    plan = composed()
    yield from chain(
        preview_figures(one, plan),
        check_figures(one, plan),
        life_figures(one),
        in_process_figures(composed, ROOT / "stacks" / "fraud.yaml"),
        scanner_figures(largest := _largest(), lambda: check(largest, our_pack("baseline"))),
    )


def _largest() -> Plan:
    """Plan of the largest stack of the examples."""
    spec = load_spec(ROOT / "stacks" / "demand.yaml", BLUEPRINTS)
    return compose("demand-prod", stack_config(spec, "prod"), NO_ACCOUNT)


if __name__ == "__main__":
    sys.exit(main())
