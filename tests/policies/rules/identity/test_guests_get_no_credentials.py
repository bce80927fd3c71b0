from policies.testing import UNKNOWN, Case, Cases, resource

POOL = "aws:cognito/identityPool:IdentityPool"

CASES = Cases(
    passes={"by default": (resource(POOL),)},
    fails={
        "guests": Case(
            (resource(POOL, allowUnauthenticatedIdentities=True),),
            ("it: set allow_unauthenticated_identities to False",),
        )
    },
    not_known={
        "whether": Case(
            (resource(POOL, allowUnauthenticatedIdentities=UNKNOWN),),
            ("it?: allowUnauthenticatedIdentities",),
        )
    },
)
