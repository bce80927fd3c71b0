from policies.testing import UNKNOWN, Case, Cases, resource

ROUTE = "aws:ec2/route:Route"
TABLE = "aws:ec2/routeTable:RouteTable"
PEER = {"vpcPeeringConnectionId": "<<peer#id>>"}

CASES = Cases(
    passes={
        "one subnet": (resource(ROUTE, destinationCidrBlock="10.1.2.0/24", **PEER),),
        "everywhere, through the NAT": (
            resource(ROUTE, destinationCidrBlock="0.0.0.0/0", natGatewayId="<<nat#id>>"),
        ),
        "a list of prefixes": (resource(ROUTE, destinationPrefixListId="pl-1", **PEER),),
    },
    fails={
        "all private addresses": Case(
            (resource(ROUTE, destinationCidrBlock="10.0.0.0/8", **PEER),),
            ("it: narrow the route to the peered VPC, got 10.0.0.0/8",),
        ),
        "everywhere, in a table": Case(
            (resource(TABLE, routes=[{"cidrBlock": "0.0.0.0/0", **PEER}]),),
            ("it: routes[0]: narrow the route to the peered VPC, got 0.0.0.0/0",),
        ),
    },
    not_known={
        "the range": Case(
            (resource(ROUTE, destinationCidrBlock=UNKNOWN, **PEER),),
            ("it?: destinationCidrBlock",),
        )
    },
)
