from policies.testing import UNKNOWN, Case, Cases, resource

BALANCER = "aws:lb/loadBalancer:LoadBalancer"

CASES = Cases(
    passes={
        "internal": (resource(BALANCER, internal=True),),
        "a gateway to a firewall, which has no address": (
            resource(BALANCER, loadBalancerType="gateway"),
        ),
    },
    fails={
        "nothing said": Case((resource(BALANCER),), ("it: set internal to True",)),
        "public, of the first kind": Case(
            (resource("aws:elb/loadBalancer:LoadBalancer", internal=False),),
            ("it: set internal to True",),
        ),
    },
    not_known={"whether": Case((resource(BALANCER, internal=UNKNOWN),), ("it?: internal",))},
)
