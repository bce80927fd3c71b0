"""A bucket policy lets others use a bucket, not decide on it."""

from collections.abc import Iterator

from policies.buckets import POLICY
from policies.document import statements
from policies.grants import covers
from policies.rule import Props, rule

_CONTROL = (
    "s3:deletebucketpolicy",
    "s3:putbucketacl",
    "s3:putbucketpolicy",
    "s3:putencryptionconfiguration",
    "s3:putobjectacl",
)


@rule(
    applies_to=POLICY,
    why="who may change the policy of a bucket has the data, and can lock out its owner",
    source="AWS Security Hub, control S3.6",
    remediation="name the actions that are needed; people of the account have them by their roles",
)
def bucket_policy_gives_no_control(props: Props) -> Iterator[str]:
    """No bucket policy allows accounts or roles to change its policy, encryption or lists."""
    for statement in statements(props, "policy"):
        who = [*statement.principals.get("AWS", ()), *statement.principals.get("*", ())]
        given = [action for action in _CONTROL if covers(statement, action)]
        if statement.allows and who and given:
            yield f"take {given[0]} out of statement {statement.label}"
