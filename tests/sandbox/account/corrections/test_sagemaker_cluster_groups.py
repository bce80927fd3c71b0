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


def test_an_update_changes_the_groups_that_it_names_and_no_others(clients: Clients) -> None:
    name = "fraud-dev-groups"
    groups = [group("controller", "ml.m5.xlarge"), group("worker", "ml.g5.xlarge")]
    clients.sagemaker.create_cluster(ClusterName=name, InstanceGroups=groups)

    def counts() -> dict[str, int]:
        shown = clients.sagemaker.describe_cluster(ClusterName=name)["InstanceGroups"]
        return {g["InstanceGroupName"]: g["CurrentCount"] for g in shown}

    more = group("worker", "ml.g5.xlarge") | {"InstanceCount": 3}
    clients.sagemaker.update_cluster(ClusterName=name, InstanceGroups=[more])
    assert counts() == {"controller": 1, "worker": 3}
    clients.sagemaker.update_cluster(ClusterName=name, InstanceGroupsToDelete=["controller"])
    assert counts() == {"worker": 3}
