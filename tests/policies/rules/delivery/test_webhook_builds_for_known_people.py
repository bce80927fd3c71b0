from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

WEBHOOK = "aws:codebuild/webhook:Webhook"


def hook(events: object, people: object = None, approval: object = None) -> object:
    filters = [{"type": "EVENT", "pattern": events}]
    if people is not None:
        filters.append({"type": "ACTOR_ACCOUNT_ID", "pattern": people})
    policy = {"pullRequestBuildPolicy": {"requiresCommentApproval": approval}} if approval else {}
    return resource(WEBHOOK, filterGroups=[{"filters": filters}], **policy)


ASKED = "PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED"

CASES = Cases(
    passes={
        "pushes": (hook("PUSH"),),
        "named people": (hook(ASKED, "^1234$|^5678$"),),
        "named people together": (hook(ASKED, "^(1234|5678)$"),),
        "what was approved": (hook(ASKED, approval="ALL_PULL_REQUESTS"),),
    },
    fails={
        "everything": Case(
            (resource(WEBHOOK),), ("it: add filter_groups with a filter of type ACTOR_ACCOUNT_ID",)
        ),
        "everybody": Case(
            (hook(ASKED),),
            ("it: add a filter of type ACTOR_ACCOUNT_ID to filterGroups[0].filters",),
        ),
        "without approval": Case(
            (hook(ASKED, approval="DISABLED"),),
            ("it: add a filter of type ACTOR_ACCOUNT_ID to filterGroups[0].filters",),
        ),
        "ids that begin or end so": Case(
            (hook(ASKED, "^1234|5678$"),),
            ("it: put ^ and $ around each id in filterGroups[0].filters",),
        ),
        "ids that hold an id": Case(
            (hook(ASKED, "1234|^5678$"),),
            ("it: put ^ and $ around each id in filterGroups[0].filters",),
        ),
    },
    not_known={
        "who": Case((hook(ASKED, UNKNOWN),), ("it?: filterGroups[0].filters[1].pattern",)),
        "when": Case((hook(UNKNOWN),), ("it?: filterGroups[0].filters[0].pattern",)),
    },
)
