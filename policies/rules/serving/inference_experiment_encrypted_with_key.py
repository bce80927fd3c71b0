"""What a model is asked during an experiment is locked away."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to="aws-native:sagemaker:InferenceExperiment",
    why="a shadow test copies real requests to a second disk, and keeps them in a bucket",
    source="AWS Security Hub, controls SageMaker.23 and SageMaker.24",
)
def inference_experiment_encrypted_with_key(props: Props) -> Iterator[str]:
    """Inference experiments encrypt their disks, and the data they keep, with the stack's key."""
    yield from without_key(props, "kmsKey", "kms_key")
    if "dataStorageConfig" in props:
        yield from without_key(
            props.object("dataStorageConfig"), "kmsKey", "kms_key of data_storage_config"
        )
