from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

PROFILE = "aws:sagemaker/userProfile:UserProfile"
ROLE = resource("aws:iam/role:Role", "role")
FOREIGN = "arn:aws:iam::111122223333:role/admin"
DOMAIN = resource(
    "aws:sagemaker/domain:Domain", "domain", defaultUserSettings={"executionRole": FOREIGN}
)


def profile(role: object, **comes_from: object) -> object:
    return resource(PROFILE, comes_from=comes_from, userSettings={"executionRole": role})


CASES = Cases(
    passes={
        "the domain's, by saying nothing": (resource(PROFILE, userSettings={}),),
        "one of the stack": (ROLE, profile("<<role#arn>>", userSettings=ROLE)),
        "the domain's, adopted": (DOMAIN, profile(FOREIGN)),
    },
    fails={
        "one from elsewhere": Case(
            (ROLE, profile(FOREIGN)),
            (f"it: leave out execution_role, or set it to a role of the stack, got '{FOREIGN}'",),
        )
    },
    not_known={
        "one of the stack": Case((ROLE, profile(UNKNOWN, userSettings=ROLE))),
        "one that nobody knows": Case((profile(UNKNOWN),), ("it?: userSettings.executionRole",)),
    },
)
