"""A key can be told from the others."""

from collections.abc import Iterator

from policies.encryption import KMS_KEY
from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to=KMS_KEY,
    why="who tidies up an account deletes the key that has no name, and with it the data",
    source="AWS Key Management Service Developer Guide, Aliases in AWS KMS",
)
def key_has_alias(key: Props, plan: PlanView) -> Iterator[str]:
    """Each key has an alias."""
    if not plan.about(key, "aws:kms/alias:Alias", key="targetKeyId", named="keyId"):
        yield "declare an Alias for it"
