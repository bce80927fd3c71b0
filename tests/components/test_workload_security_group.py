from typing import Any, cast

from components.workload_security_group import WorkloadSecurityGroup, WorkloadSecurityGroupArgs
from plan.plan import Plan
from tests.components.support import declared, only

GROUP = "aws:ec2/securityGroup:SecurityGroup"
IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def plan_with(**more: Any) -> Plan:
    base: WorkloadSecurityGroupArgs = {"vpc_id": "vpc-1", "vpc_cidr": "10.0.0.0/16"}
    args = cast(WorkloadSecurityGroupArgs, {**base, **more})
    return declared(WorkloadSecurityGroup, "fraud-dev-training", args)


def destinations(plan: Plan) -> list[Any]:
    keys = ("cidrIpv4", "prefixListId", "referencedSecurityGroupId")
    return [next(r.inputs[k] for k in keys if k in r.inputs) for r in plan.of_type(OUT)]


def test_lets_nothing_in_and_only_https_to_the_vpc_out_by_default():
    plan = plan_with()
    assert plan.of_type(IN) == ()
    rule = only(plan, OUT).inputs
    assert (rule["cidrIpv4"], rule["ipProtocol"]) == ("10.0.0.0/16", "tcp")
    assert (rule["fromPort"], rule["toPort"]) == (443, 443)


def test_rules_live_in_their_own_resources_only():
    group = only(plan_with(internet_egress=True, self_traffic=True), GROUP)
    assert not {"ingress", "egress"} & set(group.inputs)


def test_reaches_s3_by_its_prefix_list_when_there_is_a_gateway_endpoint():
    assert destinations(plan_with(s3_prefix_list_id="pl-1")) == ["10.0.0.0/16", "pl-1"]
    assert destinations(plan_with(s3_prefix_list_id=None)) == ["10.0.0.0/16"]


def test_reaches_the_internet_by_https_alone_and_only_when_told():
    plan = plan_with(internet_egress=True)
    assert destinations(plan) == ["10.0.0.0/16", "0.0.0.0/0"]
    assert all(r.inputs["fromPort"] == r.inputs["toPort"] == 443 for r in plan.of_type(OUT))


def test_self_traffic_opens_every_protocol_between_members_and_to_nobody_else():
    plan = plan_with(self_traffic=True)
    inside = only(plan, IN).inputs
    assert inside["referencedSecurityGroupId"] == inside["securityGroupId"]
    assert inside["ipProtocol"] == "-1"
    assert destinations(plan) == ["10.0.0.0/16", inside["securityGroupId"]]


def test_gives_the_id_of_the_group():
    component = only(plan_with(), "stepwell:index:WorkloadSecurityGroup")
    assert component.outputs == {"security_group_id": "<<fraud-dev-training-group#id>>"}
