import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CARD = "aws:sagemaker/modelCard:ModelCard"


def card(**content: object) -> object:
    return resource(CARD, content=json.dumps(content))


def details(**said: object) -> object:
    return card(additional_information={"custom_details": said})


NO_LICENCE = "it: state the licence: licence in custom_details of additional_information"
NO_ORIGIN = (
    "it: state the origin of the data: data_origin in custom_details of additional_information"
)

CASES = Cases(
    passes={
        "both": (details(licence="MIT", data_origin="our own shops"),),
        "spelt otherwise": (details(license="MIT", data_origin="our own shops"),),
    },
    fails={
        "an empty card": Case((card(),), (NO_LICENCE, NO_ORIGIN)),
        "said that it is not said": Case(
            (details(licence="not stated", data_origin=" Unknown "),), (NO_LICENCE, NO_ORIGIN)
        ),
        "one of them": Case((details(licence="MIT"),), (NO_ORIGIN,)),
    },
    not_known={"the card": Case((resource(CARD, content=UNKNOWN),), ("it?: content",))},
)
