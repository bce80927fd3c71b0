"""Policies of keys, buckets, topics and repositories do not let in everybody."""

from collections.abc import Iterator

from policies.document import Statement, statements
from policies.rule import Props, rule

_CALLER_CONDITIONS = (
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "kms:calleraccount",
)


@rule(
    applies_to=(
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        "aws:kms/key:Key",
        "aws:s3/bucketPolicy:BucketPolicy",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sqs/queuePolicy:QueuePolicy",
    ),
    why="everybody means every account on AWS, and some of it means the whole internet",
    source="AWS IAM User Guide, AWS JSON policy elements: Principal",
)
def resource_policy_names_its_callers(props: Props) -> Iterator[str]:
    """No policy of a resource allows something to everybody without saying from where."""
    for statement in statements(props, "policy"):
        everybody = any("*" in who for who in statement.principals.values())
        if statement.allows and everybody and not _says_from_where(statement):
            yield f"name the principals of statement {statement.label}, got *"


def _says_from_where(statement: Statement) -> bool:
    return any(
        key in _CALLER_CONDITIONS
        for operator, tests in statement.conditions.items()
        if not operator.endswith("ifexists") and "not" not in operator and operator != "null"
        for key in tests
    )
