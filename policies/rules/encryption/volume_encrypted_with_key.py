"""Disks of machines are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_INSTANCE = "aws:ec2/instance:Instance"
_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration"
_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
_VOLUME = "aws:ebs/volume:Volume"


@rule(
    applies_to=(_CONFIGURATION, _INSTANCE, _TEMPLATE, _VOLUME),
    why="scratch disks of training jobs hold whole data sets, and outlive the job as snapshots",
    source="AWS Security Hub, controls EC2.3 and EC2.181",
)
def volume_encrypted_with_key(props: Props) -> Iterator[str]:
    """Volumes, and those of instances and launch templates, are encrypted with the stack's key."""
    if props.resource.type == _VOLUME:
        yield from _problems(props, "")
    if props.resource.type == _INSTANCE:
        yield from _problems(props.object("rootBlockDevice"), "root_block_device: ")
    if props.resource.type == _CONFIGURATION:
        yield from _switched_on(props.object("rootBlockDevice"), "root_block_device: ")
        for index, disk in enumerate(props.objects("ebsBlockDevices")):
            yield from _switched_on(disk, f"ebs_block_devices[{index}]: ")
        return
    for index, disk in enumerate(props.objects("ebsBlockDevices")):
        yield from _problems(disk, f"ebs_block_devices[{index}]: ")
    for index, mapping in enumerate(props.objects("blockDeviceMappings")):
        if "ebs" in mapping:
            yield from _problems(mapping.object("ebs"), f"block_device_mappings[{index}]: ")


def _problems(disk: Props, where: str) -> Iterator[str]:
    yield from _switched_on(disk, where)
    for problem in without_key(disk, "kmsKeyId", "kms_key_id"):
        yield where + problem


def _switched_on(disk: Props, where: str) -> Iterator[str]:
    """A launch configuration knows the switch, and takes the account's key."""
    if str(disk.get("encrypted", False)).lower() != "true":
        yield f"{where}set encrypted to True"
