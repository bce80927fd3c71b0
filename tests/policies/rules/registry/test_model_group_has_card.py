import json

from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CARD = "aws:sagemaker/modelCard:ModelCard"
GROUP = resource(
    "aws:sagemaker/modelPackageGroup:ModelPackageGroup", "group", modelPackageGroupName="scorer"
)
MISSING = ("group: declare a ModelCard named 'scorer'",)


def card(name: object, model: str = "") -> object:
    content = json.dumps({"model_overview": {"model_name": model}})
    return resource(CARD, "card", modelCardName=name, content=content)


CASES = Cases(
    passes={
        "of its name": (GROUP, card("scorer")),
        "that names it": (GROUP, card("scorer-2026", "scorer")),
        "no group": (card("other"),),
    },
    fails={
        "none": Case((GROUP,), MISSING),
        "of another": Case((GROUP, card("ranker", "ranker")), MISSING),
    },
    not_known={
        "the name of a card": Case((GROUP, card(UNKNOWN)), ("group?: modelCardName",)),
        "the name of the group": Case(
            (
                resource(
                    "aws:sagemaker/modelPackageGroup:ModelPackageGroup",
                    "group",
                    modelPackageGroupName=UNKNOWN,
                ),
            ),
            ("group?: modelPackageGroupName",),
        ),
    },
)
