"""What the tests of the workbench share: one set of wired inputs."""

from typing import Any

from components.workbench import Workbench
from plan.plan import Plan
from tests.components.support import declared

NAME = "fraud-dev-workbench"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
SCIENTIST = "arn:aws:iam::000000000000:role/fraud-dev-data-scientist"
ENGINEER = "arn:aws:iam::000000000000:role/fraud-dev-ml-engineer"
GROUP = "<<fraud-dev-workbench-network-group#id>>"


def workbench(**settings: Any) -> Plan:
    args: Any = {
        "kms_key_arn": KEY,
        "execution_role_arn": SCIENTIST,
        "ml_engineer_role_arn": ENGINEER,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        **settings,
    }
    return declared(Workbench, NAME, args)
