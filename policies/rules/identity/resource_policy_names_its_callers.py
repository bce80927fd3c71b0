"""Policies of keys, buckets, topics, roles and what else has one do not let in everybody."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.grants import required
from policies.rule import Props, rule

_CALLER_CONDITIONS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
)

_MOUNT_TARGET = "elasticfilesystem:accessedviamounttarget"
"""Through the network that the mount target is in (EFS User Guide, "The meaning of public")."""

_ROLE = "aws:iam/role:Role"
_INPUTS = {
    _ROLE: "assumeRolePolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": "resourcePolicy",
}
"""The input that holds the policy, where it is not called `policy`."""


@rule(
    applies_to=(
        *_INPUTS,
        "aws:backup/vaultPolicy:VaultPolicy",
        "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "aws:efs/fileSystemPolicy:FileSystemPolicy",
        "aws:glue/resourcePolicy:ResourcePolicy",
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:secretsmanager/secret:Secret",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:sns/topic:Topic",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sqs/queue:Queue",
        "aws:sqs/queuePolicy:QueuePolicy",
    ),
    why="everybody means every account on AWS, and some of it means the whole internet",
    source="AWS Security Hub, controls KMS.5, SNS.4 and SQS.3; "
    "AWS IAM User Guide, AWS JSON policy elements: Principal",
)
def resource_policy_names_its_callers(props: Props) -> Iterator[str]:
    """No policy of a resource allows something to everybody without saying from where."""
    for statement in statements(props, _INPUTS.get(props.resource.type, "policy")):
        everybody = any("*" in who for who in statement.principals.values())
        if statement.allows and everybody and not _says_from_where(statement):
            yield f"name the principals of statement {statement.label}, got *"


def _says_from_where(statement: Statement) -> bool:
    return any(
        (key in _CALLER_CONDITIONS and "*" not in values)
        or (key == _MOUNT_TARGET and values == ("true",))
        for key, values in required(statement)
    )
