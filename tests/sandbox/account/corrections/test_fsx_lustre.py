from typing import Any

import pytest

from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients


@pytest.fixture
def fsx(clients: Clients) -> Any:
    return clients.fsx


@pytest.fixture
def lustre(clients: Clients, fsx: Any) -> str:
    vpc = clients.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = clients.ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]
    made = fsx.create_file_system(
        FileSystemType="LUSTRE",
        StorageCapacity=1200,
        SubnetIds=[subnet["SubnetId"]],
        LustreConfiguration={"DeploymentType": "PERSISTENT_2", "PerUnitStorageThroughput": 125},
    )
    return made["FileSystem"]["FileSystemId"]


def shown(fsx: Any, found: str) -> dict[str, Any]:
    (file_system,) = fsx.describe_file_systems(FileSystemIds=[found])["FileSystems"]
    return file_system


def test_a_lustre_file_system_has_a_name_to_mount(fsx: Any, lustre: str) -> None:
    assert len(shown(fsx, lustre)["LustreConfiguration"]["MountName"]) == 8


def test_it_grows_and_keeps_what_is_not_named(fsx: Any, lustre: str) -> None:
    more = {"PerUnitStorageThroughput": 250}
    fsx.update_file_system(FileSystemId=lustre, StorageCapacity=2400, LustreConfiguration=more)
    now = shown(fsx, lustre)
    assert now["StorageCapacity"] == 2400
    assert now["LustreConfiguration"]["PerUnitStorageThroughput"] == 250
    assert now["LustreConfiguration"]["DeploymentType"] == "PERSISTENT_2"


def test_it_does_not_shrink(fsx: Any, lustre: str) -> None:
    fsx.update_file_system(FileSystemId=lustre, StorageCapacity=2400)
    assert refused(fsx.update_file_system, FileSystemId=lustre, StorageCapacity=1200)[0] == (
        "BadRequest"
    )
