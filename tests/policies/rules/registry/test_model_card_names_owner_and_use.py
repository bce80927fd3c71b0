import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CARD = "aws:sagemaker/modelCard:ModelCard"


def card(**content: object) -> object:
    return resource(CARD, content=json.dumps(content))


OWNED = {"model_owner": "fraud-ml@acme.example"}
NO_OWNER = "it: name the owner: model_owner in model_overview"
NO_USE = "it: say what it is for: intended_uses in intended_uses"

CASES = Cases(
    passes={
        "both": (card(model_overview=OWNED, intended_uses={"intended_uses": "Scoring"}),),
    },
    fails={
        "an empty card": Case((card(),), (NO_OWNER, NO_USE)),
        "no use": Case(
            (card(model_overview=OWNED, intended_uses={"intended_uses": "not stated"}),), (NO_USE,)
        ),
    },
    not_known={"the card": Case((resource(CARD, content=UNKNOWN),), ("it?: content",))},
)
