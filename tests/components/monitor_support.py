"""What the tests of a model monitor share: how to declare one, and what its roles may do."""

from typing import Any, cast

from components.model_monitor import ModelMonitor, ModelMonitorArgs
from plan.plan import Plan
from tests.components.support import declared, statements

NAME = "fraud-dev-churn-monitor"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TOPIC = "arn:aws:sns:eu-west-1:000000000000:fraud"
MONITOR = "stepwell:index:ModelMonitor"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
BIAS = {"facet": "age_band", "disadvantaged": ["60+"]}


def monitor(name: str = NAME, **more: Any) -> Plan:
    wired = {
        "prefix": "fraud-dev",
        "team": "fraud",
        "environment": "dev",
        "source": "fraud-dev-churn",
        "kms_key_arn": KEY,
        "topic_arn": TOPIC,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "artifacts_bucket": "artifacts-1",
        "curated_bucket": "curated-1",
        "database_name": "fraud_dev",
        "workgroup_name": "fraud-dev",
    }
    args = cast(ModelMonitorArgs, {**wired, **more})
    return declared(ModelMonitor, name, args)


def allowed(plan: Plan, role: str) -> dict[str, dict[str, Any]]:
    """Statements of the inline policy named after `role`, by their ids."""
    (policy,) = (
        r for r in plan.of_type("aws:iam/rolePolicy:RolePolicy") if r.name == f"{NAME}{role}-policy"
    )
    return {s["Sid"]: s for s in statements(policy.inputs["policy"])}


def alarms(plan: Plan) -> dict[str, dict[str, Any]]:
    """Alarms on what the monitor counts, by the ends of their names."""
    return {
        a.name.removeprefix(f"{NAME}-"): dict(a.inputs)
        for a in plan.of_type(ALARM)
        if a.inputs["namespace"] == "Stepwell/ModelMonitor"
    }
