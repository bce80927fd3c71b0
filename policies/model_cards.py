"""What rules on the model registry share: groups of versions, and what their cards say."""

from collections.abc import Mapping
from typing import Any

from plan.plan import UNKNOWN
from policies.json_input import json_object
from policies.props import Props, Undecided

CARD = "aws:sagemaker/modelCard:ModelCard"
GROUP = "aws:sagemaker/modelPackageGroup:ModelPackageGroup"

_SAYS_NOTHING = {"", "none", "not stated", "tbd", "todo", "unknown"}


def said(card: Props, *path: str) -> bool:
    """Whether a card says something in the field at `path` of its content.

    Raises:
        Undecided: if the content is not known yet.
        Unusable: if it is no model card.
    """
    value: Any = json_object(card, "content", "a model card")
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is UNKNOWN:
        raise Undecided(card.path("content"))
    return value is not None and str(value).strip().lower() not in _SAYS_NOTHING
