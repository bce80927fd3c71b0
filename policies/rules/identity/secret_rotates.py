"""A secret that leaked stops working by itself."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule


@plan_rule(
    applies_to="aws:secretsmanager/secret:Secret",
    why="a token that was copied into a notebook years ago still opens what it opened then",
    source="AWS Security Hub, control SecretsManager.1",
)
def secret_rotates(secret: Props, plan: PlanView) -> Iterator[str]:
    """Secrets are rotated automatically."""
    rotation = "aws:secretsmanager/secretRotation:SecretRotation"
    if not plan.about(secret, rotation, key="secretId", named="id"):
        yield "declare a SecretRotation for it"
