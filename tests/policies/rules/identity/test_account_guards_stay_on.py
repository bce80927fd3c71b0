from policies.testing import UNKNOWN, Case, Cases, resource

BLOCK = "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration"
DETECTOR = "aws:guardduty/detector:Detector"

CASES = Cases(
    passes={
        "by default": (resource(DETECTOR),),
        "on": (resource(BLOCK, blockPublicSecurityGroupRules=True),),
    },
    fails={
        "a detector": Case((resource(DETECTOR, enable=False),), ("it: set enable to True",)),
        "a block": Case(
            (resource(BLOCK, blockPublicSecurityGroupRules=False),),
            ("it: set block_public_security_group_rules to True",),
        ),
    },
    not_known={"whether": Case((resource(DETECTOR, enable=UNKNOWN),), ("it?: enable",))},
)
