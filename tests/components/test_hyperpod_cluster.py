import subprocess
import sys
from typing import Any, cast

import pytest

from components.errors import InputError
from components.hyperpod_cluster import HyperPodCluster, HyperPodClusterArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

CLUSTER = "aws-native:sagemaker:Cluster"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
NAME = "fraud-dev-hyperpod"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
TRAINING_PLAN = "arn:aws:sagemaker:eu-west-1:000000000000:training-plan/h100-in-may"
H100 = {"instance_type": "ml.p5.48xlarge", "instance_count": 2}
LUSTRE = {
    "lustre_dns_name": "fs-0123456789abcdef0.fsx.eu-west-1.amazonaws.com",
    "lustre_mount_name": "abcdefgh",
    "lustre_security_group_id": "sg-files",
}


def plan_with(**more: Any) -> Plan:
    args = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "vpc_cidr": "10.0.0.0/16",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
        "workers": {"h100": H100},
        **more,
    }
    return declared(HyperPodCluster, NAME, cast(HyperPodClusterArgs, args))


def groups(plan: Plan) -> dict[str, dict[str, Any]]:
    found = only(plan, CLUSTER).inputs["instanceGroups"]
    return {group["instanceGroupName"]: group for group in found}


def allowed(plan: Plan) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in statements(only(plan, POLICY).inputs["policy"])}


def problems_of(**settings: Any) -> list[str]:
    given = {"workers": {"h100": H100}, **settings}
    return [str(p) for p in HyperPodCluster.problems(cast(Any, given))]


def worker(**settings: Any) -> dict[str, Any]:
    return {"workers": {"h100": {**H100, **settings}}}


def test_runs_slurm_and_replaces_machines_that_fail():
    cluster = only(plan_with(), CLUSTER)
    assert cluster.inputs["clusterName"] == "fraud-dev-cluster"
    assert cluster.inputs["orchestrator"] == {"slurm": {"slurmConfigStrategy": "Managed"}}
    assert cluster.inputs["nodeRecovery"] == "Automatic"
    assert cluster.protect
    assert only(plan_with(node_recovery="none"), CLUSTER).inputs["nodeRecovery"] == "None"


def test_each_group_of_workers_is_a_partition():
    found = groups(plan_with(login_type="ml.m5.large"))
    assert list(found) == ["controller", "login", "h100"]
    assert found["controller"]["slurmConfig"] == {"nodeType": "Controller"}
    assert found["login"]["slurmConfig"] == {"nodeType": "Login"}
    assert found["h100"]["slurmConfig"] == {"nodeType": "Compute", "partitionNames": ["h100"]}
    assert found["h100"]["instanceCount"] == 2


def test_groups_keep_their_order_whatever_order_they_are_written_in():
    a, b = {"b": H100, "a": H100}, {"a": H100, "b": H100}
    assert list(groups(plan_with(workers=a))) == list(groups(plan_with(workers=b)))


def test_stands_in_one_private_subnet():
    vpc = only(plan_with(), CLUSTER).inputs["vpcConfig"]
    assert vpc == {
        "securityGroupIds": [f"<<{NAME}-network-group#id>>"],
        "subnets": ["subnet-a"],
    }
    assert only(plan_with(subnet_number=2), CLUSTER).inputs["vpcConfig"]["subnets"] == ["subnet-b"]


def test_machines_exchange_anything_with_each_other_as_efa_needs():
    own = f"<<{NAME}-network-group#id>>"
    for token in (IN, OUT):
        (rule,) = [
            r
            for r in plan_with().of_type(token)
            if r.inputs.get("referencedSecurityGroupId") == own
        ]
        assert (rule.inputs["securityGroupId"], rule.inputs["ipProtocol"]) == (own, "-1")


def test_volumes_are_under_the_stacks_key():
    root, more = groups(plan_with())["h100"]["instanceStorageConfigs"]
    assert root == {"ebsVolumeConfig": {"rootVolume": True, "volumeKmsKeyId": KEY}}
    assert more == {"ebsVolumeConfig": {"volumeSizeInGb": 200, "volumeKmsKeyId": KEY}}
    (plain,) = groups(plan_with(volumes_under_own_key=False))["h100"]["instanceStorageConfigs"]
    assert plain == {"ebsVolumeConfig": {"volumeSizeInGb": 200}}


def test_needs_no_script_and_runs_a_teams_own_after_its_set_up():
    plain = plan_with()
    assert "lifeCycleConfig" not in groups(plain)["h100"]
    assert "ReadScripts" not in allowed(plain)
    plan = plan_with(scripts_uri="s3://sagemaker-fraud/cluster/")
    assert groups(plan)["h100"]["lifeCycleConfig"] == {
        "sourceS3Uri": "s3://sagemaker-fraud/cluster/",
        "onInitComplete": "on_init_complete.sh",
    }
    read = allowed(plan)["ReadScripts"]
    assert read["Resource"] == "arn:aws:s3:::sagemaker-fraud/cluster/*"


def test_what_machines_may_do_is_there_before_they_start():
    plan = plan_with(permissions_boundary_arn="arn:aws:iam::0:policy/b")
    assert only(plan, POLICY).urn in only(plan, CLUSTER).dependencies
    role = only(plan, ROLE).inputs
    assert role["permissionsBoundary"] == "arn:aws:iam::0:policy/b"
    (trust,) = statements(role["assumeRolePolicy"])
    assert trust["Condition"] == {"StringEqualsIfExists": {"aws:SourceAccount": "000000000000"}}


def test_machines_read_the_zones_and_write_only_results_and_checkpoints():
    found = allowed(plan_with())
    assert found["ReadZones"]["Resource"] == [
        f"arn:aws:s3:::{zone}-1/*" for zone in ("raw", "curated", "features", "artifacts")
    ]
    assert found["WriteResults"]["Resource"] == [
        "arn:aws:s3:::artifacts-1/training/*",
        "arn:aws:s3:::artifacts-1/checkpoints/*",
    ]


def test_what_has_no_resource_is_all_that_is_open():
    wide = {
        action
        for s in allowed(plan_with()).values()
        if s["Resource"] == "*" and "Condition" not in s
        for action in s["Action"]
    }
    assert {a.split(":")[0] for a in wide} == {"ssmmessages", "ec2"}
    assert all(a.startswith(("ssmmessages:", "ec2:Describe")) for a in wide)


def test_interfaces_are_made_in_the_teams_vpc_alone():
    made = allowed(plan_with())["MakeInterfaces"]
    assert made["Condition"] == {
        "ArnEquals": {"ec2:Vpc": "arn:aws:ec2:eu-west-1:000000000000:vpc/vpc-1"}
    }


def test_interfaces_of_the_vpc_are_detached_from_machines_of_another_account():
    found = allowed(plan_with())
    assert (
        found["DetachFromMachinesOfSageMaker"]["Resource"] == "arn:aws:ec2:eu-west-1:*:instance/*"
    )
    given = found["HandInterfacesToSageMaker"]
    assert "ec2:DetachNetworkInterface" in given["Action"]
    assert given["Condition"] == found["MakeInterfaces"]["Condition"]


def test_mounts_a_lustre_file_system_and_is_let_in():
    plan = plan_with(**LUSTRE)
    assert groups(plan)["controller"]["instanceStorageConfigs"][-1] == {
        "fsxLustreConfig": {
            "dnsName": LUSTRE["lustre_dns_name"],
            "mountName": "abcdefgh",
            "mountPath": "/fsx",
        }
    }
    into = [r for r in plan.of_type(IN) if r.inputs["securityGroupId"] == "sg-files"]
    assert {(r.inputs["fromPort"], r.inputs["toPort"]) for r in into} == {(988, 988), (1018, 1023)}
    assert all(r.urn in only(plan, CLUSTER).dependencies for r in into)


def test_machines_of_a_plan_and_their_checks():
    made = groups(plan_with(**worker(training_plan_arn=TRAINING_PLAN, deep_health_checks=True)))
    assert made["h100"]["trainingPlanArn"] == TRAINING_PLAN
    assert made["h100"]["onStartDeepHealthChecks"] == ["InstanceStress", "InstanceConnectivity"]
    assert "onStartDeepHealthChecks" not in made["controller"]
    assert "trainingPlanArn" not in groups(plan_with())["h100"]


def test_gives_what_people_need():
    assert only(plan_with(), "stepwell:index:HyperPodCluster").outputs == {
        "cluster_arn": f"<<{NAME}-cluster#clusterArn>>",
        "cluster_name": "fraud-dev-cluster",
        "role_arn": f"<<{NAME}-role#arn>>",
        "security_group_id": f"<<{NAME}-network-group#id>>",
    }


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"workers": {}}, "workers: must name at least one group of machines, got none"),
        (
            {"workers": {"login": H100}},
            "workers.login: must be lowercase letters, digits and single hyphens, at most 32, and"
            " neither controller nor login, got 'login'",
        ),
        (
            worker(instance_type="p5.48xlarge"),
            "workers.h100.instance_type: must look like ml.p5.48xlarge, got 'p5.48xlarge'",
        ),
        (worker(instance_count=-1), "workers.h100.instance_count: must be 0 to 6758, got -1"),
        (worker(volume_gib=0), "workers.h100.volume_gib: must be 1 to 16384 GiB, got 0"),
        (
            worker(training_plan_arn="h100"),
            "workers.h100.training_plan_arn: must be the ARN of a training plan, got 'h100'",
        ),
        (
            worker(instance_type="ml.m5.large", deep_health_checks=True),
            "workers.h100.deep_health_checks: must be false without accelerators, which ml.m5.large"
            " does not have",
        ),
        (
            {"scripts_uri": "s3://artifacts-1/cluster/"},
            "scripts_uri: must look like s3://sagemaker-scripts/folder/, got"
            " 's3://artifacts-1/cluster/'",
        ),
        ({"subnet_number": 4}, "subnet_number: must be 1 to 3, got 4"),
        ({"node_recovery": "yes"}, "node_recovery: must be automatic or none, got 'yes'"),
        ({"login_type": "m5.large"}, "login_type: must look like ml.m5.xlarge, got 'm5.large'"),
    ],
)
def test_rejects_what_aws_would_refuse(settings: dict[str, Any], problem: str):
    assert problems_of(**settings) == [problem]


def test_rejects_half_a_file_system():
    with pytest.raises(InputError) as error:
        plan_with(lustre_dns_name="fs-0123456789abcdef0.fsx.eu-west-1.amazonaws.com")
    assert str(error.value).startswith("hyperpod_cluster.lustre_dns_name: must come with ")


def test_costs_a_stack_without_a_cluster_no_time():
    code = "import components.hyperpod_cluster, sys; sys.exit('pulumi_aws_native' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_files_that_are_closed_to_jobs_are_closed_to_the_machines():
    def attached(**more: Any) -> set[str]:
        found = plan_with(**more).of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        return {a.inputs["policyArn"] for a in found}

    closed = "arn:aws:iam::000000000000:policy/fraud-dev-columns-jobs"
    assert attached(closed_folders_policy_arn=closed) - attached() == {closed}
