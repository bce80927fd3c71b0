"""Load balancers answer inside the network."""

from collections.abc import Iterator

from policies.rule import Props, rule

_GATEWAY = "gateway"


@rule(
    applies_to=(
        "aws:alb/loadBalancer:LoadBalancer",
        "aws:elb/loadBalancer:LoadBalancer",
        "aws:lb/loadBalancer:LoadBalancer",
    ),
    why="a tracker or a model behind it is open to the internet, often with no login of its own",
    source="AWS Well-Architected Framework, SEC05-BP01 Create network layers",
    remediation="serve callers from outside by an API that knows who calls",
)
def load_balancer_is_internal(props: Props) -> Iterator[str]:
    """Load balancers are internal."""
    if props.get("loadBalancerType") != _GATEWAY and props.get("internal", False) is not True:
        yield "set internal to True"
