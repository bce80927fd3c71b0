from policies.testing import UNKNOWN, Case, Cases, resource

POINT = "aws:s3/accessPoint:AccessPoint"
ALL = dict.fromkeys(
    ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True
)

CASES = Cases(
    passes={
        "by default": (resource(POINT),),
        "all four": (resource(POINT, publicAccessBlockConfiguration=ALL),),
    },
    fails={
        "one off": Case(
            (resource(POINT, publicAccessBlockConfiguration={**ALL, "blockPublicPolicy": False}),),
            ("it: set block_public_policy of public_access_block_configuration to True",),
        )
    },
    not_known={
        "one": Case(
            (resource(POINT, publicAccessBlockConfiguration={"blockPublicAcls": UNKNOWN}),),
            ("it?: publicAccessBlockConfiguration.blockPublicAcls",),
        )
    },
)
