"""Disks of a HyperPod cluster are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.hyperpod import CLUSTER, instance_groups
from policies.rule import Props, rule


@rule(
    applies_to=CLUSTER,
    why="machines that stay for months collect data sets, checkpoints and people's files",
    source="Amazon SageMaker AI API Reference, ClusterEbsVolumeConfig, VolumeKmsKeyId",
)
def hyperpod_volumes_encrypted_with_key(cluster: Props) -> Iterator[str]:
    """Root disks and other volumes of HyperPod clusters are encrypted with the stack's key."""
    for where, group in instance_groups(cluster):
        volumes = [
            storage.object("ebsVolumeConfig")
            for storage in group.objects("instanceStorageConfigs")
            if "ebsVolumeConfig" in storage
        ]
        for volume in volumes:
            for problem in without_key(volume, "volumeKmsKeyId", "volume_kms_key_id"):
                yield f"{where}: {problem}"
        if not any(volume.get("rootVolume", False) is True for volume in volumes):
            yield f"{where}: declare the root volume with the stack's key"
