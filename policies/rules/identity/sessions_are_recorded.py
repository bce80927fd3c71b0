"""What people do on machines is kept, and encrypted on its way."""

from collections.abc import Iterator

from policies.json_input import json_props
from policies.rule import Props, rule


@rule(
    applies_to="aws:ssm/document:Document",
    why="nobody can say later who looked at which data on a training machine",
    source="AWS Systems Manager User Guide, Logging session activity",
)
def sessions_are_recorded(props: Props) -> Iterator[str]:
    """Preferences of Session Manager name a key, and an encrypted bucket or log group."""
    if props.get("documentType") != "Session":
        return
    inputs = json_props(props, "content", "a document").object("inputs")
    if not inputs.raw("kmsKeyId"):
        yield "set kmsKeyId of inputs in the content to the stack's key"
    to_bucket = inputs.raw("s3BucketName") and inputs.get("s3EncryptionEnabled", True)
    to_group = inputs.raw("cloudWatchLogGroupName") and inputs.get(
        "cloudWatchEncryptionEnabled", True
    )
    if to_bucket is not True and to_group is not True:
        yield "set an encrypted cloudWatchLogGroupName or s3BucketName of inputs in the content"
