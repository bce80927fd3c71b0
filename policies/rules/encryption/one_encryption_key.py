"""What a stack stores is encrypted with one key: its own."""

from collections.abc import Iterator

from plan.computed import is_computed
from policies.encryption import KMS_KEY
from policies.props import Undecided
from policies.rule import PlanView, Props, plan_rule

_KEY_INPUTS = {
    "aws:athena/workgroup:Workgroup": "configuration",
    "aws:cloudtrail/trail:Trail": "kmsKeyId",
    "aws:cloudwatch/logGroup:LogGroup": "kmsKeyId",
    "aws:codebuild/project:Project": "encryptionKey",
    "aws:dynamodb/table:Table": "serverSideEncryption",
    "aws:ebs/volume:Volume": "kmsKeyId",
    "aws:ec2/launchTemplate:LaunchTemplate": "blockDeviceMappings",
    "aws:ecr/repository:Repository": "encryptionConfigurations",
    "aws:efs/fileSystem:FileSystem": "kmsKeyId",
    "aws:fsx/lustreFileSystem:LustreFileSystem": "kmsKeyId",
    "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": "kmsKeyId",
    "aws:glue/securityConfiguration:SecurityConfiguration": "encryptionConfiguration",
    "aws:kinesis/stream:Stream": "kmsKeyId",
    "aws:lambda/function:Function": "kmsKeyArn",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": (
        "rules"
    ),
    "aws:sagemaker/domain:Domain": "kmsKeyId",
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": "kmsKeyArn",
    "aws:secretsmanager/secret:Secret": "kmsKeyId",
    "aws:sns/topic:Topic": "kmsMasterKeyId",
    "aws:sqs/queue:Queue": "kmsMasterKeyId",
    "aws:ssm/parameter:Parameter": "keyId",
}
"""By type, the input in which it names its key, if it does."""


@plan_rule(
    applies_to=tuple(_KEY_INPUTS),
    why="data under a key from elsewhere stays readable when the stack's key is switched off",
    source="AWS Key Management Service Developer Guide, Customer managed keys",
)
def one_encryption_key(store: Props, plan: PlanView) -> Iterator[str]:
    """In a stack that creates a key, nothing is encrypted with a key from elsewhere."""
    if not plan.of_type(KMS_KEY):
        return
    key = _KEY_INPUTS[store.resource.type]
    if not plan.sources(store, key, KMS_KEY, "aws:kms/alias:Alias"):
        value = store.raw(key)
        if is_computed(value):
            raise Undecided(store.path(key))
        for arn in _arns(value):
            yield f"use the stack's key, got {arn!r}"


def _arns(value: object) -> Iterator[str]:
    """ARNs of KMS keys that are written down anywhere in `value`."""
    if isinstance(value, str) and ":kms:" in value:
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _arns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _arns(inner)
