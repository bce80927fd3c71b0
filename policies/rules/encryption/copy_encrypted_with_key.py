"""What is copied, from volumes, images and databases, is encrypted with the customer's key."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.names import sdk_name
from policies.rule import Props, rule

_VOLUME = "aws:ebs/snapshotCopy:SnapshotCopy"
_IMAGE = "aws:ec2/amiCopy:AmiCopy"


@rule(
    applies_to=(
        _IMAGE,
        _VOLUME,
        "aws:dynamodb/tableReplica:TableReplica",
        "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
        "aws:rds/snapshotCopy:SnapshotCopy",
        "aws:s3/objectCopy:ObjectCopy",
    ),
    why="a copy holds all of the original, and is what is given to others or to another region",
    source="AWS Well-Architected Framework, SEC08-BP02 Enforce encryption at rest",
)
def copy_encrypted_with_key(props: Props) -> Iterator[str]:
    """Copies of volumes, images, objects and databases are encrypted with the stack's key."""
    kind = props.resource.type
    if kind in (_IMAGE, _VOLUME) and props.get("encrypted", False) is not True:
        yield "set encrypted to True"
    key = "kmsKeyArn" if kind == "aws:dynamodb/tableReplica:TableReplica" else "kmsKeyId"
    yield from without_key(props, key, sdk_name(key))
