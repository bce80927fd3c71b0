from policies.testing import UNKNOWN, Case, Cases, resource

SERVICE = "aws:ecs/service:Service"

CASES = Cases(
    passes={"by default": (resource(SERVICE),)},
    fails={
        "an old one": Case(
            (resource(SERVICE, platformVersion="1.3.0"),),
            ("it: leave platform_version out, got '1.3.0'",),
        )
    },
    not_known={
        "which": Case((resource(SERVICE, platformVersion=UNKNOWN),), ("it?: platformVersion",))
    },
)
