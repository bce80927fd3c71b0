"""Outputs of notebooks are not shared, or lie in S3 under the stack's key."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule

_INPUTS = {
    "aws:sagemaker/domain:Domain": "defaultUserSettings",
    "aws:sagemaker/userProfile:UserProfile": "userSettings",
}


@rule(
    applies_to=tuple(_INPUTS),
    why="an output cell shows rows of the data, and a shared notebook copies it to a bucket",
    source="Amazon SageMaker AI API Reference, SharingSettings",
)
def shared_notebook_outputs_encrypted(props: Props) -> Iterator[str]:
    """Where Studio shares outputs of notebooks, they are encrypted with the stack's key."""
    sharing = props.get(_INPUTS[props.resource.type], {}).get("sharingSettings", {})
    if sharing and sharing.get("notebookOutputOption", "Disabled") == "Allowed":
        yield from without_key(sharing, "s3KmsKeyId", "s3_kms_key_id of sharing_settings")
