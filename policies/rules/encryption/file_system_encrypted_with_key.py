"""Shared file systems are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_EFS = "aws:efs/fileSystem:FileSystem"
_LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem"


@rule(
    applies_to=(
        _EFS,
        _LUSTRE,
        "aws:fsx/ontapFileSystem:OntapFileSystem",
        "aws:fsx/openZfsFileSystem:OpenZfsFileSystem",
        "aws:fsx/windowsFileSystem:WindowsFileSystem",
    ),
    why="data sets are unpacked there, and home folders lie beside them",
    source="AWS Security Hub, controls EFS.1 and EFS.8; "
    "Amazon FSx for Lustre User Guide, Data encryption in Amazon FSx for Lustre",
    remediation="encryption can only be chosen when the file system is created",
)
def file_system_encrypted_with_key(props: Props) -> Iterator[str]:
    """EFS and FSx file systems are encrypted with the stack's key.

    Not Lustre for scratch, whose keys FSx makes and destroys with the file system.
    """
    kind = props.resource.type
    if kind == _EFS and props.get("encrypted", False) is not True:
        yield "set encrypted to True"
    if kind != _LUSTRE or props.get("deploymentType", "SCRATCH_1").startswith("PERSISTENT"):
        yield from without_key(props, "kmsKeyId", "kms_key_id")
