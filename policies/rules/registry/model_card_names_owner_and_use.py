"""Of each model it is known who answers for it, and what it is for."""

from collections.abc import Iterator

from policies.model_cards import CARD, said
from policies.rule import Props, rule


@rule(
    applies_to=CARD,
    why="a model without an owner is repaired by nobody, and used for what it was not made for",
    source="Amazon SageMaker AI Developer Guide, Amazon SageMaker Model Cards",
)
def model_card_names_owner_and_use(card: Props) -> Iterator[str]:
    """Model cards name an owner and the intended uses."""
    if not said(card, "model_overview", "model_owner"):
        yield "name the owner: model_owner in model_overview"
    if not said(card, "intended_uses", "intended_uses"):
        yield "say what it is for: intended_uses in intended_uses"
