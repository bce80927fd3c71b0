from policies.testing import UNKNOWN, Case, Cases, resource

VPC = "aws:ec2/defaultVpc:DefaultVpc"
INSTEAD = "it: declare a network of the stack's own instead of the default"

CASES = Cases(
    passes={"one of its own": (resource("aws:ec2/vpc:Vpc", cidrBlock="10.0.0.0/16"),)},
    fails={
        "the VPC": Case((resource(VPC),), (f"{INSTEAD} VPC",)),
        "a subnet": Case(
            (resource("aws:ec2/defaultSubnet:DefaultSubnet", availabilityZone="eu-west-1a"),),
            (f"{INSTEAD} subnet",),
        ),
    },
    not_known={"a setting": Case((resource(VPC, enableDnsSupport=UNKNOWN),), (f"{INSTEAD} VPC",))},
)
