from policies.testing import UNKNOWN, Case, Cases, resource

PARAMETER = "aws:ssm/parameter:Parameter"

CASES = Cases(
    passes={
        "a setting": (resource(PARAMETER, name="/fraud/training/defaults", type="String"),),
        "a secret that takes a key": (
            resource(PARAMETER, name="/fraud/db-password", type="SecureString"),
        ),
        "a limit on tokens": (resource(PARAMETER, name="/fraud/max-tokens", type="String"),),
    },
    fails={
        "a password": Case(
            (resource(PARAMETER, name="/fraud/db-password", type="String"),),
            ("it: set type to 'SecureString', got 'String'",),
        ),
        "a list of keys": Case(
            (resource(PARAMETER, name="vendor.API_KEY", type="StringList"),),
            ("it: set type to 'SecureString', got 'StringList'",),
        ),
    },
    not_known={
        "the value": Case(
            (resource(PARAMETER, name="/a/token", type="SecureString", value=UNKNOWN),)
        ),
        "the type": Case((resource(PARAMETER, name="/a/token", type=UNKNOWN),), ("it?: type",)),
    },
)
