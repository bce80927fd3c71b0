"""Whatever is killed in the middle of an `up`, the next converges and nothing is there twice."""

import os
import random
import signal
import time

import pytest

from sandbox import lifecycle
from tests.e2e.checkout import Checkout
from tests.e2e.remains import remains
from tests.effort import EFFORT

pytestmark = pytest.mark.engine

ENGINE, SANDBOX = "engine", "sandbox"
VICTIMS = [ENGINE, SANDBOX, ENGINE]
"""Who is killed by `make test`; `make soak` goes on to ten times the engine, and begins anew."""


@pytest.mark.parametrize("seed", range(7, 7 + max(1, EFFORT // 20)))
def test_up_killed_again_and_again_converges_without_a_duplicate(empty: Checkout, seed: int):
    moments = random.Random(seed)
    empty.saves_each_step = True
    for victim in VICTIMS * min(EFFORT, 5):
        process = empty.start("up", "--yes", "--skip-preview", "--stack", "fraud-dev")
        time.sleep(moments.uniform(1.3, 3.5))
        if victim is ENGINE:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        else:
            os.kill(empty.sandbox.pid, signal.SIGKILL)
            process.communicate(timeout=60)
            assert process.returncode != 0
            empty.sandbox = lifecycle.start(empty.repo)
    empty.saves_each_step = False
    _converge(empty)
    assert empty.up() == {}
    _nothing_twice(empty)
    empty.pulumi("destroy", "--yes", "--skip-preview")
    assert remains(empty) == {}


def _converge(checkout: Checkout) -> None:
    # The engine warns of what was interrupted until it is told that this has been looked at.
    checkout.pulumi("up", "--yes", "--skip-preview", noise=("Traceback",))
    checkout.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates")


def _nothing_twice(checkout: Checkout) -> None:
    buckets = [bucket["Name"] for bucket in checkout.client("s3").list_buckets()["Buckets"]]
    assert len(buckets) == 5, buckets
    ec2 = checkout.client("ec2")
    vpcs = [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
    assert len(vpcs) == 1, vpcs
    roles = [
        role["RoleName"]
        for role in checkout.client("iam").list_roles()["Roles"]
        if role["RoleName"].startswith("fraud-dev-")
    ]
    declared = checkout.export().count('"type": "aws:iam/role:Role"')
    assert len(roles) == declared, sorted(roles)
