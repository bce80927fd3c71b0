from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients

DOCUMENT = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",'
    ' "Action": "elasticfilesystem:ClientMount", "Resource": "*"}]}'
)


def test_a_file_system_loses_its_policy(clients: Clients) -> None:
    efs = clients.efs
    found = efs.create_file_system(CreationToken="one", Encrypted=True)["FileSystemId"]
    efs.put_file_system_policy(FileSystemId=found, Policy=DOCUMENT)
    assert efs.describe_file_system_policy(FileSystemId=found)["Policy"] == DOCUMENT
    efs.delete_file_system_policy(FileSystemId=found)
    assert refused(efs.describe_file_system_policy, FileSystemId=found)[0] == "PolicyNotFound"


def test_only_a_file_system_that_exists_has_one(clients: Clients) -> None:
    delete = clients.efs.delete_file_system_policy
    assert refused(delete, FileSystemId="fs-0123456789abcdef0")[0] == "FileSystemNotFound"


def test_a_file_system_changes_its_throughput(clients: Clients) -> None:
    efs = clients.efs
    found = efs.create_file_system(CreationToken="two")["FileSystemId"]
    efs.update_file_system(
        FileSystemId=found, ThroughputMode="provisioned", ProvisionedThroughputInMibps=10
    )
    (shown,) = efs.describe_file_systems(FileSystemId=found)["FileSystems"]
    assert (shown["ThroughputMode"], shown["ProvisionedThroughputInMibps"]) == ("provisioned", 10)
