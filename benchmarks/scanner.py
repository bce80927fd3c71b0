"""The policies against Checkov, a scanner of many clouds, over the same resources."""

import json
import re
import statistics
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import Figure, seconds
from plan.plan import Plan
from sandbox.cache import cache_dir, make_once

VERSION = "3.3.30"
_ROUNDS = 5
_SCAN = Path(__file__).with_name("scan_with_checkov.py")


def scanner_figures(plan: Plan, policies: Callable[[], object]) -> Iterator[Figure]:
    """Let both look at `plan`, each in a process that has imported what it needs."""
    what = f"policies over a level 2 plan / Checkov {VERSION} over the same resources"
    try:
        python = make_once(cache_dir() / f"checkov-{VERSION}", _install) / "bin" / "python"
    except subprocess.CalledProcessError as error:
        yield Figure(what, "not measured", f"it could not be installed: {error.stderr[-200:]!r}")
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.json"
        file.write_text(json.dumps(terraform_plan(plan)))
        told = subprocess.run(
            [python, _SCAN, file, str(_ROUNDS)], capture_output=True, text=True, check=True
        )
    scan = json.loads(told.stdout.splitlines()[-1])
    ours = statistics.median(seconds(policies) for _ in range(_ROUNDS))
    theirs = statistics.median(scan["seconds"])
    yield Figure(
        what,
        f"1 / {theirs / ours:.0f}",
        f"{ours * 1000:.0f} ms against {theirs * 1000:.0f} ms for {scan['resources']} resources "
        f"and {scan['checks']} checks",
    )


def terraform_plan(plan: Plan) -> dict[str, Any]:
    """Return the `aws` resources of a plan as `terraform show -json` writes them."""
    resources = [
        {
            "address": f"{_type(r.type)}.{_name(r.name)}",
            "mode": "managed",
            "type": _type(r.type),
            "name": _name(r.name),
            "values": _block(r.inputs),
        }
        for r in plan
        if r.type.startswith("aws:")
    ]
    changes = [
        {**r, "change": {"actions": ["create"], "before": None, "after": r["values"]}}
        for r in resources
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": []}},
    }


def _type(token: str) -> str:
    """Terraform's name of a type; EC2 and VPC have no prefix there, S3 always has one."""
    _, module, name = token.split(":")
    service = module.partition("/")[0]
    snake = _snake(name).removesuffix("_v2")
    return f"aws_{snake}" if service == "ec2" else f"aws_{service}_{snake}"


def _name(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _block(inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {_snake(key): _value(value) for key, value in inputs.items()}


def _value(value: Any) -> Any:
    """Return a value as Terraform has it: an object is a block, what is not known is null."""
    if isinstance(value, Mapping):
        return [_block(value)]
    if isinstance(value, (list, tuple)):
        return [_block(v) if isinstance(v, Mapping) else _value(v) for v in value]
    return value if isinstance(value, (str, int, float, bool)) else None


def _install(folder: Path) -> None:
    venv.create(folder, with_pip=True)
    subprocess.run(
        [folder / "bin" / "python", "-m", "pip", "install", "--quiet", f"checkov=={VERSION}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=600,
    )
    print(f"installed Checkov {VERSION} for the comparison", file=sys.stderr)
