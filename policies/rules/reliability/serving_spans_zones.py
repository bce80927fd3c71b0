"""What answers requests is in more than one zone."""

from collections.abc import Iterator

from policies.rule import PlanView, Props, plan_rule

_FUNCTION = "aws:lambda/function:Function"
_MODEL = "aws:sagemaker/model:Model"


@plan_rule(
    applies_to=(_MODEL, _FUNCTION),
    why="when its only zone fails, there is nowhere for the model or function to start again",
    source="AWS Security Hub, control Lambda.5; "
    "AWS Well-Architected Framework, REL10-BP01 Deploy the workload to multiple locations",
)
def serving_spans_zones(props: Props, plan: PlanView) -> Iterator[str]:
    """Models and functions that are in a VPC are in subnets of two zones or more."""
    if "vpcConfig" not in props:
        return
    key = "subnetIds" if props.resource.type == _FUNCTION else "subnets"
    network = props.object("vpcConfig")
    given = network.raw(key)
    if not isinstance(given, (list, tuple)):
        network.get(key)
        return
    declared = plan.sources(props, "vpcConfig", "aws:ec2/subnet:Subnet")
    zones = {str(subnet.raw("availabilityZone")) for subnet in declared}
    if len(set(map(str, given))) < 2 or (len(declared) == len(given) and len(zones) < 2):
        yield f"name subnets of two zones in {network.path(key)}"
