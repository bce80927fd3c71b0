"""A service uses a bucket, a key, a queue or a topic on behalf of the account that owns it."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.rule import Props, rule

_TOPIC = "aws:sns/topic:Topic"
_TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"

_SAYS_FOR_WHOM = (
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "kms:calleraccount",
    "kms:encryptioncontext:",
    "kms:viaservice",
)


@rule(
    applies_to=(
        "aws:kms/key:Key",
        "aws:kms/keyPolicy:KeyPolicy",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        _TOPIC,
        _TOPIC_POLICY,
        "aws:sqs/queue:Queue",
        "aws:sqs/queuePolicy:QueuePolicy",
    ),
    why="another account could have the service read or write here for it (the confused deputy)",
    source="AWS IAM User Guide, The confused deputy problem",
    remediation="add the condition StringEquals aws:SourceAccount with the account's id",
)
def service_in_policy_names_its_account(props: Props) -> Iterator[str]:
    """Policies of resources say on behalf of which account or resource a service may act."""
    topic = props.resource.type in (_TOPIC, _TOPIC_POLICY)
    for statement in statements(props, "policy"):
        if statement.allows and not _says_for_whom(statement):
            for service in statement.principals.get("Service", ()):
                # EventBridge takes no condition in the policy of a topic (EventBridge User
                # Guide, "Using resource-based policies").
                if not (topic and service.startswith("events.")):
                    yield f"say in statement {statement.label} for which account {service} acts"


def _says_for_whom(statement: Statement) -> bool:
    return any(
        key.startswith(_SAYS_FOR_WHOM) and "*" not in values
        for operator, tests in statement.conditions.items()
        if "not" not in operator
        for key, values in tests.items()
    )
