from policies.testing import UNKNOWN, Case, Cases, resource

NODES = "aws:eks/nodeGroup:NodeGroup"


def nodes(access: object) -> object:
    return resource(NODES, remoteAccess=access)


CASES = Cases(
    passes={
        "none": (resource(NODES),),
        "from a group": (nodes({"ec2SshKey": "k", "sourceSecurityGroupIds": ["sg-1"]}),),
    },
    fails={
        "from everywhere": Case(
            (nodes({"ec2SshKey": "k"}),),
            ("it: set source_security_group_ids of remote_access, or leave ec2_ssh_key out",),
        )
    },
    not_known={
        "the group": Case((nodes({"ec2SshKey": "k", "sourceSecurityGroupIds": UNKNOWN}),)),
    },
)
