"""A secret is new every quarter."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:secretsmanager/secretRotation:SecretRotation",
    why="a copied password works until the next rotation, which may be years away",
    source="AWS Security Hub, control SecretsManager.4",
)
def secret_rotates_in_time(props: Props) -> Iterator[str]:
    """Secrets are rotated every 90 days or more often."""
    days = props.object("rotationRules").get("automaticallyAfterDays", 0)
    if days > 90:
        yield f"set automatically_after_days of rotation_rules to 90 or less, got {days}"
