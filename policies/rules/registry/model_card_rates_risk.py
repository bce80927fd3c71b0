"""Of each model it is known how much harm it can do."""

from collections.abc import Iterator

from policies.model_cards import CARD, said
from policies.rule import Props, rule


@rule(
    applies_to=CARD,
    why="who has not thought about harm sets no threshold, and asks for no second approval",
    source="Amazon SageMaker AI Developer Guide, Amazon SageMaker Model Cards, Risk ratings",
)
def model_card_rates_risk(card: Props) -> Iterator[str]:
    """Model cards rate the risk of the model, and say why."""
    if not said(card, "intended_uses", "risk_rating"):
        yield "rate the risk: risk_rating in intended_uses, other than Unknown"
    elif not said(card, "intended_uses", "explanations_for_risk_rating"):
        yield "explain the rating: explanations_for_risk_rating in intended_uses"
