"""What the engine does to its own state, where that lies in a bucket."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.permissions.rights import Right
from analysis.permissions.stack import StackFacts

WHY = "the state"


@dataclass(frozen=True)
class StateBackend:
    """Where the state is."""

    bucket: str = ""
    """Name of the bucket. Empty: the state is not in one."""

    key_arn: str = ""
    """KMS key of the bucket, of the secrets in the state, or of both. Empty: none."""

    project: str = "stepwell"


def state_rights(backend: StateBackend, stack: StackFacts, command: str) -> Iterator[Right]:
    """Rights to the state of one stack, and to what all stacks of a bucket share.

    A preview takes no lock and writes nothing. Where the files of a stack lie is the engine's own
    choice (`pkg/backend/diy` of Pulumi).
    """
    writes = command != "preview"
    if backend.bucket:
        bucket = f"arn:{stack.partition}:s3:::{backend.bucket}"
        listed = (("StringLike", "s3:prefix", (".pulumi/*",)),)
        yield Right("s3:ListBucket", bucket, listed, WHY)
        yield Right("s3:GetObject", f"{bucket}/.pulumi/meta.yaml", (), WHY)
        own = f"{backend.project}/{stack.prefix}"
        for path in (
            f"backups/{own}/*",
            f"history/{own}/*",
            f"locks/organization/{own}/*",
            f"stacks/{own}.json*",
        ):
            for action in ("GetObject", *(("PutObject", "DeleteObject") if writes else ())):
                yield Right(f"s3:{action}", f"{bucket}/.pulumi/{path}", (), WHY)
    if backend.key_arn:
        # Values that are newly secret are encrypted in a preview as well.
        for action in ("Decrypt", "Encrypt", "GenerateDataKey"):
            yield Right(f"kms:{action}", backend.key_arn, (), WHY)
