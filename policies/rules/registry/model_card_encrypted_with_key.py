"""What model cards say is encrypted with a key that the customer manages."""

from collections.abc import Iterator

from policies.encryption import without_key
from policies.model_cards import CARD
from policies.rule import Props, rule


@rule(
    applies_to=CARD,
    why="a card says what a model is bad at, which is what an attacker wants to know",
    source="Amazon SageMaker AI API Reference, ModelCardSecurityConfig",
    remediation="the key can only be chosen when the card is created",
)
def model_card_encrypted_with_key(card: Props) -> Iterator[str]:
    """Model cards are encrypted with the stack's key."""
    yield from without_key(
        card.object("securityConfig"), "kmsKeyId", "kms_key_id of security_config"
    )
