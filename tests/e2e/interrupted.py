"""An `up` that is killed, and what must be true once a later one has gone through."""

import contextlib
import os
import re
import signal

from sandbox import lifecycle
from tests.e2e.checkout import Checkout, changes

ENGINE, SANDBOX = "engine", "sandbox"

_STEP = re.compile(r" (created|updated|replaced|deleted)\b")


def killed(checkout: Checkout, victim: str, after_steps: int, stack: str = "fraud-dev") -> None:
    """Begin an `up` and kill the engine with all it started, or the sandbox, in the midst of it.

    That is once so many resources were made, changed or deleted; an `up` that has fewer to do is
    over by then.
    """
    checkout.saves_each_step = victim is ENGINE
    process = checkout.start("up", "--yes", "--skip-preview", "--stack", stack)
    for line in process.stdout or ():
        after_steps -= _STEP.search(line) is not None
        if not after_steps:
            break
    if victim is ENGINE:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    else:
        os.kill(checkout.sandbox.pid, signal.SIGKILL)
        process.communicate(timeout=60)
        assert after_steps or process.returncode != 0
        checkout.sandbox = lifecycle.start(checkout.repo)
    checkout.saves_each_step = False


def converge(checkout: Checkout) -> None:
    """Bring the stack up after kills."""
    # The engine warns of what was interrupted until it is told that this has been looked at.
    checkout.pulumi("up", "--yes", "--skip-preview", noise=("Traceback",))


def look_again(checkout: Checkout) -> None:
    """Tell the engine that what was interrupted has been looked at; nothing has changed."""
    told = checkout.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates")
    assert changes(told) == {}


def assert_nothing_is_there_twice(checkout: Checkout) -> None:
    """What a lost answer would leave a second one of: buckets, the network, roles."""
    state = checkout.export()
    buckets = [bucket["Name"] for bucket in checkout.client("s3").list_buckets()["Buckets"]]
    assert len(buckets) == state.count('"type": "aws:s3/bucket:Bucket"'), buckets
    ec2 = checkout.client("ec2")
    vpcs = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    assert len(vpcs) == 1, vpcs
    roles = [
        role["RoleName"]
        for role in checkout.client("iam").list_roles()["Roles"]
        if role["RoleName"].startswith("fraud-dev-")
    ]
    assert len(roles) == state.count('"type": "aws:iam/role:Role"'), sorted(roles)
