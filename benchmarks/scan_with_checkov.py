"""Runs Checkov over a plan; for the interpreter that has it: `python … PLAN ROUNDS`."""

import json
import logging
import sys
import time
from typing import Any


def main(plan: str, rounds: int) -> None:
    """Print how long each scan took, without the imports, and what it looked at."""
    logging.disable(logging.CRITICAL)
    # Only the interpreter that runs this file has it.
    from checkov.runner_filter import RunnerFilter  # pyright: ignore
    from checkov.terraform.plan_runner import Runner  # pyright: ignore

    times = list[float]()
    report: Any = None
    for _ in range(rounds):
        start = time.perf_counter()
        report = Runner().run(
            root_folder=None,
            files=[plan],
            runner_filter=RunnerFilter(framework=["terraform_plan"]),
        )
        times.append(time.perf_counter() - start)
    checks = len(report.passed_checks) + len(report.failed_checks)
    print(json.dumps({"seconds": times, "resources": len(report.resources), "checks": checks}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
