"""What EMR clusters store and send is encrypted."""

from collections.abc import Iterator

from policies.json_input import json_props
from policies.rule import Props, rule

_CLUSTER = "aws:emr/cluster:Cluster"
_CONFIGURATION = "aws:emr/securityConfiguration:SecurityConfiguration"
_MODES = ("CSE-Custom", "CSE-KMS", "SSE-KMS")


@rule(
    applies_to=(_CLUSTER, _CONFIGURATION),
    why="a Spark job spills the data set that it prepares to the disks of all machines",
    source="AWS Security Hub, controls EMR.3 and EMR.4",
)
def spark_work_encrypted(props: Props) -> Iterator[str]:
    """EMR clusters have a security configuration, and each encrypts disks, S3 and traffic."""
    if props.resource.type == _CLUSTER:
        if "securityConfiguration" not in props:
            yield "set security_configuration to that of the stack"
        return
    encryption = json_props(props, "configuration", "a security configuration").object(
        "EncryptionConfiguration"
    )
    if encryption.get("EnableInTransitEncryption", False) is not True:
        yield "set EnableInTransitEncryption of the configuration to true"
    if encryption.get("EnableAtRestEncryption", False) is not True:
        yield "set EnableAtRestEncryption of the configuration to true"
        return
    at_rest = encryption.object("AtRestEncryptionConfiguration")
    if at_rest.object("S3EncryptionConfiguration").get("EncryptionMode") not in _MODES:
        yield "set EncryptionMode of S3EncryptionConfiguration to 'SSE-KMS'"
    disks = at_rest.object("LocalDiskEncryptionConfiguration")
    if disks.get("EnableEbsEncryption", False) is not True:
        yield "set EnableEbsEncryption of LocalDiskEncryptionConfiguration to true"
