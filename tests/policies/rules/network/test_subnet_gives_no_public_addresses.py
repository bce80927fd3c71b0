from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

SUBNET = "aws:ec2/subnet:Subnet"

CASES = Cases(
    passes={
        "off": (resource(SUBNET, mapPublicIpOnLaunch=False),),
        "nothing said": (resource(SUBNET),),
    },
    fails={
        "on": Case(
            (resource(SUBNET, mapPublicIpOnLaunch=True),),
            ("it: set map_public_ip_on_launch to False",),
        )
    },
    not_known={
        "whether": Case(
            (resource(SUBNET, mapPublicIpOnLaunch=UNKNOWN),), ("it?: mapPublicIpOnLaunch",)
        )
    },
)
