"""Model cards: what a group of models is for, what it was made from, and under which licence."""

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NotRequired

from typing_extensions import TypedDict

from components.errors import Problem
from components.settings import team_settings


class RiskRating(StrEnum):
    """How much harm a wrong model can do, in the words of SageMaker's model cards."""

    HIGH = "High"
    MEDIUM = "Medium"
    LOW = "Low"
    UNKNOWN = "Unknown"


@team_settings
class ModelGroupSettings(TypedDict):
    """What a team says about a group of models: the versions of one model."""

    description: NotRequired[str]
    """What the model does, in a sentence. Default: the name of the group."""

    licence: NotRequired[str]
    """Licence of the model, and of the base model if it has one. Default: not stated."""

    data_origin: NotRequired[str]
    """Where the training data comes from, and by what right it is used. Default: not stated."""

    intended_use: NotRequired[str]
    """What the model may be used for. Default: not stated."""

    out_of_scope: NotRequired[str]
    """What the model must not be used for. Default: not stated."""

    owner: NotRequired[str]
    """Who answers for the model. Default: not stated."""

    risk_rating: NotRequired[RiskRating]
    """How much harm a wrong model can do: High, Medium, Low or Unknown. Default: Unknown."""

    risk_explanation: NotRequired[str]
    """Why it has that rating. Default: not stated."""

    group_arn: NotRequired[str]
    """ARN of an existing model package group to adopt. Default: a group and a card are created."""


NOT_STATED = "not stated"

_MOST = {
    "description": 1024,
    "licence": 1024,
    "data_origin": 1024,
    "intended_use": 2048,
    "out_of_scope": 2048,
    "owner": 1024,
    "risk_explanation": 2048,
}
"""Characters that the card's schema allows (SageMaker guide, "Model card JSON schema")."""


def card_content(prefix: str, group: str, about: ModelGroupSettings) -> str:
    """JSON of the card on one line, with the fields of SageMaker's schema and no others."""
    rating = RiskRating(about.get("risk_rating", RiskRating.UNKNOWN))
    licence = about.get("licence", NOT_STATED)
    data_origin = about.get("data_origin", NOT_STATED)
    card = {
        "model_overview": {
            "model_name": f"{prefix}-{group}",
            "model_description": about.get("description", group),
            "model_owner": about.get("owner", NOT_STATED),
        },
        "intended_uses": {
            "intended_uses": about.get("intended_use", NOT_STATED),
            "risk_rating": rating.value,
            "explanations_for_risk_rating": about.get("risk_explanation", NOT_STATED),
        },
        "training_details": {"training_observations": f"Data origin: {data_origin}"[:1024]},
        "additional_information": {
            "caveats_and_recommendations": f"Out of scope: {about.get('out_of_scope', NOT_STATED)}"[
                :2048
            ],
            "custom_details": {"licence": licence, "data_origin": data_origin},
        },
    }
    return json.dumps(card, separators=(",", ":"), ensure_ascii=False)


def group_problems(about: ModelGroupSettings) -> Iterator[Problem]:
    """Yield what is wrong with one group's entry."""
    given: dict[str, Any] = {**about}
    for field, most in _MOST.items():
        text = given.get(field)
        if text is None:
            continue
        if not text.strip():
            yield Problem(field, f"must say something or be left out, got {text!r}")
        elif len(text) > most:
            yield Problem(field, f"must be at most {most} characters, got {len(text)}")
        elif any(ord(character) < 32 for character in text):
            yield Problem(field, f"must be on one line, got {text!r}")
    if "risk_rating" in given and given["risk_rating"] not in set(RiskRating):
        ratings = ", ".join(RiskRating)
        yield Problem("risk_rating", f"must be one of {ratings}, got {given['risk_rating']!r}")
    arn = given.pop("group_arn", None)
    if arn is None:
        return
    if ":model-package-group/" not in arn:
        yield Problem("group_arn", f"must be the ARN of a model package group, got {arn!r}")
    if given:
        found = ", ".join(sorted(given))
        yield Problem("group_arn", f"must be the only field of an adopted group, got also {found}")
