from policies.testing import UNKNOWN, Case, Cases, resource


def permission(principal: object, **more: object) -> object:
    return resource("aws:lambda/permission:Permission", principal=principal, **more)


CASES = Cases(
    passes={
        "a rule": (permission("events.amazonaws.com", sourceArn="<<rule#arn>>"),),
        "another account": (permission("111122223333"),),
        "everybody of the organisation": (permission("*", principalOrgId="o-1"),),
    },
    fails={
        "everybody": Case((permission("*"),), ("it: name the principal, got '*'",)),
        "a service for anybody": Case(
            (permission("s3.amazonaws.com"),),
            ("it: set source_arn to what s3.amazonaws.com calls for",),
        ),
    },
    not_known={
        "what for": Case((permission("events.amazonaws.com", sourceArn=UNKNOWN),)),
        "who": Case((permission(UNKNOWN),), ("it?: principal",)),
    },
)
