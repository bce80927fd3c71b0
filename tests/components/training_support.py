"""What the tests of managed training share: one set of wired inputs."""

from typing import Any

from components.managed_training import ManagedTraining
from plan.plan import Plan
from tests.components.support import declared

NAME = "fraud-dev-training"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"


def training(**settings: Any) -> Plan:
    args: Any = {
        "prefix": "fraud-dev",
        "team": "fraud",
        "environment": "dev",
        "kms_key_arn": KEY,
        "raw_bucket": "fraud-dev-raw",
        "curated_bucket": "fraud-dev-curated",
        "features_bucket": "fraud-dev-features",
        "artifacts_bucket": "fraud-dev-artifacts",
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        **settings,
    }
    return declared(ManagedTraining, NAME, args)
