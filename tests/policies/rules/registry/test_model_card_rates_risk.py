import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CARD = "aws:sagemaker/modelCard:ModelCard"


def card(**content: object) -> object:
    return resource(CARD, content=json.dumps(content))


CASES = Cases(
    passes={
        "rated": (
            card(
                intended_uses={
                    "risk_rating": "High",
                    "explanations_for_risk_rating": "It refuses payments",
                }
            ),
        ),
    },
    fails={
        "unknown": Case(
            (card(intended_uses={"risk_rating": "Unknown"}),),
            ("it: rate the risk: risk_rating in intended_uses, other than Unknown",),
        ),
        "not explained": Case(
            (card(intended_uses={"risk_rating": "Low"}),),
            ("it: explain the rating: explanations_for_risk_rating in intended_uses",),
        ),
    },
    not_known={"the card": Case((resource(CARD, content=UNKNOWN),), ("it?: content",))},
)
