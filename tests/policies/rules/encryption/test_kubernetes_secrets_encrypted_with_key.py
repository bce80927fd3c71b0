from policies.testing import UNKNOWN, Case, Cases, resource

EKS = "aws:eks/cluster:Cluster"


def eks(provider: object) -> object:
    return resource(EKS, encryptionConfig={"resources": ["secrets"], "provider": provider})


CASES = Cases(
    passes={"the key": (eks({"keyArn": "<<key#arn>>"}),)},
    fails={
        "nothing": Case(
            (resource(EKS),), ("it: set encryption_config for 'secrets' with the stack's key",)
        ),
        "no key": Case(
            (eks({}),), ("it: set key_arn of provider of encryption_config to the stack's key",)
        ),
    },
    not_known={"the key": Case((eks({"keyArn": UNKNOWN}),))},
)
