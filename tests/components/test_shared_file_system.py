from typing import Any, cast

import pytest

from components.errors import InputError
from components.shared_file_system import SharedFileSystem, SharedFileSystemArgs
from plan.plan import Plan
from tests.components.support import declared, only, statements

EFS = "aws:efs/fileSystem:FileSystem"
MOUNT = "aws:efs/mountTarget:MountTarget"
POINT = "aws:efs/accessPoint:AccessPoint"
POLICY = "aws:efs/fileSystemPolicy:FileSystemPolicy"
BACKUP = "aws:efs/backupPolicy:BackupPolicy"
LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem"
LINK = "aws:fsx/dataRepositoryAssociation:DataRepositoryAssociation"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
NAME = "fraud-dev-files"
KEY = "arn:aws:kms:eu-west-1:000000000000:key/1b2c"
ADOPTED = {"file_system_id": "fs-0123456789abcdef0", "security_group_id": "sg-0123456789abcdef0"}


def plan_with(**more: Any) -> Plan:
    args = {
        "prefix": "fraud-dev",
        "kms_key_arn": KEY,
        "vpc_id": "vpc-1",
        "subnet_ids": ["subnet-a", "subnet-b"],
        "subnet_count": 2,
        "client_security_groups": {"training": "sg-training", "gpu": "sg-gpu"},
        "raw_bucket": "raw-1",
        "curated_bucket": "curated-1",
        "features_bucket": "features-1",
        "artifacts_bucket": "artifacts-1",
        **more,
    }
    return declared(SharedFileSystem, NAME, cast(SharedFileSystemArgs, args))


def lustre(**settings: Any) -> Plan:
    return plan_with(kind="lustre", lustre=settings)


def problems_of(**settings: Any) -> list[str]:
    return [str(p) for p in SharedFileSystem.problems(cast(Any, settings))]


def flows(plan: Plan, token: str) -> set[tuple[str, str, int, int]]:
    """Own group, other group, first and last port of each rule."""
    return {
        (
            rule.inputs["securityGroupId"],
            rule.inputs["referencedSecurityGroupId"],
            rule.inputs["fromPort"],
            rule.inputs["toPort"],
        )
        for rule in plan.of_type(token)
    }


def outputs(plan: Plan) -> dict[str, Any]:
    return dict(only(plan, "stepwell:index:SharedFileSystem").outputs)


def test_is_encrypted_backed_up_and_protected():
    plan = plan_with()
    made = only(plan, EFS)
    assert (made.inputs["encrypted"], made.inputs["kmsKeyId"]) == (True, KEY)
    assert made.protect
    assert only(plan, BACKUP).inputs["backupPolicy"] == {"status": "ENABLED"}
    assert not only(plan_with(protect_data=False), EFS).protect


def test_is_mounted_in_each_subnet():
    mounts = {m.name: m.inputs["subnetId"] for m in plan_with().of_type(MOUNT)}
    assert mounts == {f"{NAME}-mount-a": "subnet-a", f"{NAME}-mount-b": "subnet-b"}


def test_another_subnet_leaves_the_mounts_of_the_others_alone():
    more = plan_with(subnet_ids=["subnet-a", "subnet-b", "subnet-c"], subnet_count=3)
    assert [m.name for m in more.of_type(MOUNT)] == [f"{NAME}-mount-{s}" for s in "abc"]


def test_files_that_nobody_uses_move_to_cheaper_storage_and_come_back():
    rules = only(plan_with(cold_after_days=1), EFS).inputs["lifecyclePolicies"]
    assert rules == [
        {"transitionToIa": "AFTER_1_DAY"},
        {"transitionToPrimaryStorageClass": "AFTER_1_ACCESS"},
    ]
    default = only(plan_with(), EFS).inputs["lifecyclePolicies"]
    assert default[0] == {"transitionToIa": "AFTER_30_DAYS"}


def test_refuses_mounts_without_tls_and_makes_root_nobody():
    found = {s["Sid"]: s for s in statements(only(plan_with(), POLICY).inputs["policy"])}
    assert found["TlsOnly"]["Effect"] == "Deny"
    assert found["TlsOnly"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    mount = found["ThroughMountTargets"]
    assert mount["Action"] == ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
    assert mount["Condition"] == {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}


def test_a_team_may_open_both():
    policy = only(plan_with(tls_only=False, root_access=True), POLICY).inputs["policy"]
    (mount,) = statements(policy)
    assert "elasticfilesystem:ClientRootAccess" in mount["Action"]


def test_each_directory_has_a_door_with_one_user():
    point = only(plan_with(directories={"checkpoints": {"posix_id": 2000}}), POINT)
    assert point.name == f"{NAME}-checkpoints"
    assert point.inputs["posixUser"] == {"uid": 2000, "gid": 2000}
    root = point.inputs["rootDirectory"]
    assert root["path"] == "/checkpoints"
    assert root["creationInfo"] == {"ownerUid": 2000, "ownerGid": 2000, "permissions": "0775"}
    assert only(plan_with(), POINT).name == f"{NAME}-shared"


def test_workloads_reach_it_and_nothing_else_does():
    plan = plan_with()
    own = f"<<{NAME}-group#id>>"
    assert flows(plan, IN) == {(own, "sg-training", 2049, 2049), (own, "sg-gpu", 2049, 2049)}
    # Their own groups let out HTTPS alone.
    assert flows(plan, OUT) == {("sg-training", own, 2049, 2049), ("sg-gpu", own, 2049, 2049)}


def test_lustre_is_encrypted_and_keeps_backups():
    made = only(lustre(), LUSTRE)
    assert made.inputs["deploymentType"] == "PERSISTENT_2"
    assert made.inputs["kmsKeyId"] == KEY
    assert made.inputs["storageCapacity"] == 1200
    assert made.inputs["perUnitStorageThroughput"] == 125
    assert made.inputs["automaticBackupRetentionDays"] == 7
    assert made.inputs["skipFinalBackup"] is False
    assert made.inputs["subnetIds"] == "subnet-a"
    assert made.protect


def test_an_older_generation_takes_no_metadata_settings():
    made = only(lustre(deployment="persistent-1"), LUSTRE).inputs
    assert (made["deploymentType"], made["perUnitStorageThroughput"]) == ("PERSISTENT_1", 50)
    assert "metadataConfiguration" not in made


def test_workloads_and_servers_of_lustre_reach_each_other():
    plan = lustre()
    own = f"<<{NAME}-group#id>>"
    pairs = {
        (a, b) for client in ("sg-training", "sg-gpu") for a, b in ((own, client), (client, own))
    } | {(own, own)}
    expected = {(a, b, *r) for a, b in pairs for r in ((988, 988), (1018, 1023))}
    assert flows(plan, IN) == flows(plan, OUT) == expected


def test_a_zone_appears_as_files_and_is_not_written_unless_asked_for():
    plan = lustre(linked_zone="features", linked_folder="daily/")
    link = only(plan, LINK).inputs
    assert link["dataRepositoryPath"] == "s3://features-1/daily/"
    assert link["fileSystemPath"] == "/features"
    assert link["batchImportMetaDataOnCreate"] is True
    assert "s3" not in link
    exported = only(lustre(linked_zone="features", exports=True), LINK).inputs["s3"]
    assert exported == {"autoExportPolicy": {"events": ["NEW", "CHANGED", "DELETED"]}}


def test_leaves_the_notifications_of_the_bucket_to_the_data_lake():
    link = only(lustre(linked_zone="raw", exports=True), LINK).inputs
    assert "autoImportPolicy" not in link["s3"]


def test_takes_no_backups_of_a_linked_file_system_since_fsx_has_none():
    made = only(lustre(linked_zone="raw"), LUSTRE).inputs
    assert made["automaticBackupRetentionDays"] == 0
    assert made["skipFinalBackup"] is True


def test_gives_what_a_training_job_needs():
    efs = outputs(plan_with())
    assert (efs["file_system_type"], efs["directory_path"]) == ("EFS", "/")
    assert set(efs["access_point_ids"]) == {"shared"}
    fast = outputs(lustre())
    assert fast["file_system_type"] == "FSxLustre"
    assert fast["directory_path"] == f"/<<{NAME}-lustre#mountName>>"


def test_an_adopted_file_system_is_opened_to_the_workloads_and_otherwise_left_alone():
    plan = plan_with(adopt=ADOPTED)
    assert plan.of_type(EFS) == plan.of_type(GROUP) == plan.of_type(MOUNT) == ()
    group = ADOPTED["security_group_id"]
    assert (group, "sg-training", 2049, 2049) in flows(plan, IN)
    found = outputs(plan)
    assert found["file_system_id"] == ADOPTED["file_system_id"]
    assert found["dns_name"] == "fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com"


def test_an_adopted_lustre_is_mounted_by_its_name():
    found = outputs(plan_with(kind="lustre", adopt={**ADOPTED, "mount_name": "fsx"}))
    assert found["directory_path"] == "/fsx"
    assert found["dns_name"] == "fs-0123456789abcdef0.fsx.eu-west-1.amazonaws.com"


@pytest.mark.parametrize("capacity", [1200, 2400, 4800, 240000])
def test_takes_the_capacities_of_fsx(capacity: int):
    assert problems_of(kind="lustre", lustre={"capacity_gib": capacity}) == []


@pytest.mark.parametrize("capacity", [0, 1000, 3600, -2400])
def test_rejects_capacities_between_them(capacity: int):
    assert problems_of(kind="lustre", lustre={"capacity_gib": capacity}) == [
        f"lustre.capacity_gib: must be 1200 or a multiple of 2400 GiB, got {capacity}"
    ]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"kind": "nfs"}, "kind: must be efs or lustre, got 'nfs'"),
        ({"lustre": {}}, "lustre: must be left out when kind is efs"),
        ({"kind": "lustre", "tls_only": True}, "tls_only: must be left out when kind is lustre"),
        (
            {"kind": "lustre", "lustre": {"throughput_mb_per_second_per_tib": 200}},
            "lustre.throughput_mb_per_second_per_tib: must be one of 125, 250, 500, 1000 with"
            " persistent-2, got 200",
        ),
        (
            {"kind": "lustre", "lustre": {"exports": True}},
            "lustre.exports: must be left out without linked_zone",
        ),
        (
            {"kind": "lustre", "lustre": {"linked_zone": "gold"}},
            "lustre.linked_zone: must be raw or curated or features or artifacts, got 'gold'",
        ),
        (
            {"kind": "lustre", "lustre": {"linked_zone": "raw", "linked_folder": "/daily"}},
            "lustre.linked_folder: must be a folder that ends in a slash, got '/daily'",
        ),
        (
            {"kind": "lustre", "lustre": {"linked_zone": "raw", "backup_days": 7}},
            "lustre.backup_days: must be 0 with linked_zone, of which FSx takes no backups, got 7",
        ),
        (
            {"kind": "lustre", "lustre": {"backup_days": 91}},
            "lustre.backup_days: must be 0 to 90 days, got 91",
        ),
        (
            {"cold_after_days": 31},
            "cold_after_days: must be one of 1, 7, 14, 30, 60, 90, 180, 270, 365 days, got 31",
        ),
        (
            {"directories": {"a": {"posix_id": 0}}},
            "directories.a.posix_id: must be 1 to 4294967295, got 0",
        ),
        (
            {"directories": {"a": {"permissions": "999"}}},
            "directories.a.permissions: must be 3 or 4 octal digits, got '999'",
        ),
        (
            {"kind": "lustre", "adopt": ADOPTED},
            "adopt.mount_name: must name the mount of a Lustre file system, got none",
        ),
        (
            {"adopt": ADOPTED, "backed_up": True},
            "backed_up: must be left out when adopt names a file system",
        ),
    ],
)
def test_rejects_what_contradicts_itself(settings: dict[str, Any], problem: str):
    assert problems_of(**settings) == [problem]


def test_rejects_more_subnets_than_a_network_has():
    with pytest.raises(InputError) as error:
        plan_with(subnet_count=4)
    assert str(error.value) == "shared_file_system.subnet_count: must be 1 to 3, got 4"
