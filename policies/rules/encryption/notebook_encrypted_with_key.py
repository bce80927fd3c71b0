"""Home folders and disks of notebooks are encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.rule import Props, rule


@rule(
    applies_to=(
        "aws:sagemaker/domain:Domain",
        "aws:sagemaker/notebookInstance:NotebookInstance",
    ),
    why="people keep copies of data in their home folders",
    source="AWS Security Hub, control SageMaker.21; "
    "Amazon SageMaker AI Developer Guide, Protect data at rest using encryption",
    remediation="the key of a domain can only be chosen when the domain is created",
)
def notebook_encrypted_with_key(props: Props) -> Iterator[str]:
    """Studio domains and notebook instances are encrypted with the stack's key."""
    yield from without_key(props, "kmsKeyId", "kms_key_id")
