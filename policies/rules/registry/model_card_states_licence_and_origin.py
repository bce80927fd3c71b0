"""Of each model it is written down what it may be used for by right."""

from collections.abc import Iterator

from policies.model_cards import CARD, said
from policies.rule import Props, rule

_DETAILS = ("additional_information", "custom_details")
_FIELDS = {
    "the licence": ("licence", "license"),
    "the origin of the data": ("data_origin",),
}


@rule(
    applies_to=CARD,
    why="a model whose licence or data nobody can name has to be withdrawn when somebody asks",
    source="AWS Well-Architected Machine Learning Lens, MLSEC01-BP01 Validate ML data permissions, "
    "privacy, software, and license terms",
)
def model_card_states_licence_and_origin(card: Props) -> Iterator[str]:
    """Model cards state the licence of the model and where its data comes from."""
    for what, names in _FIELDS.items():
        if not any(said(card, *_DETAILS, name) for name in names):
            yield f"state {what}: {names[0]} in custom_details of additional_information"
