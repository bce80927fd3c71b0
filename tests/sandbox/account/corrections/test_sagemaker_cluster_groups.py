from typing import Any

from tests.sandbox.account.corrections.support import ROLE
from tests.sandbox.account.level_0 import Clients


def group(name: str, instance_type: str, **more: Any) -> dict[str, Any]:
    return {
        "InstanceGroupName": name,
        "InstanceType": instance_type,
        "InstanceCount": 1,
        "ExecutionRole": ROLE,
        **more,
    }


def test_a_group_does_without_a_script_or_has_one(clients: Clients) -> None:
    script = {"SourceS3Uri": "s3://sagemaker-fraud/", "OnInitComplete": "on_init_complete.sh"}
    clients.sagemaker.create_cluster(
        ClusterName="fraud-dev-cluster",
        InstanceGroups=[
            group("controller", "ml.m5.xlarge"),
            group("b300", "ml.p6-b300.48xlarge", LifeCycleConfig=script),
        ],
    )
    shown = clients.sagemaker.describe_cluster(ClusterName="fraud-dev-cluster")["InstanceGroups"]
    assert [g.get("LifeCycleConfig") for g in shown] == [None, script]
