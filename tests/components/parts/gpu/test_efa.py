import json
from typing import Any

import pytest

from plan.plan import Plan
from tests.components.gpu_support import (
    DEFINITION,
    ENVIRONMENT,
    NAME,
    TEMPLATE,
    container,
    plan_with,
    problems_of,
    resources,
)
from tests.components.support import only

PLACEMENT = "aws:ec2/placementGroup:PlacementGroup"
GROUP = f"<<{NAME}-network-group#id>>"
EFA = {
    "efa": True,
    "uses_spot": False,
    "instance_types": ["p4d.24xlarge"],
    "max_vcpus": 192,
    "gpus": 8,
    "vcpus": 90,
}
RESERVATION = {
    "capacity_reservation_id": "cr-0123456789abcdef0",
    "instance_type": "p4de.24xlarge",
    "vcpus": 192,
    "subnet_id": "subnet-0123456789abcdef0",
}


def nodes(plan: Plan) -> dict[str, Any]:
    (found,) = [d for d in plan.of_type(DEFINITION) if d.name == f"{NAME}-nodes"]
    assert found.inputs["type"] == "multinode"
    return json.loads(found.inputs["nodeProperties"])


def test_without_it_nothing_of_it_is_there():
    plan = plan_with()
    assert not plan.of_type(PLACEMENT)
    assert "networkInterfaces" not in only(plan, TEMPLATE).inputs
    assert only(plan, DEFINITION).inputs["type"] == "container"
    outputs = only(plan, "stepwell:index:GpuQueue").outputs
    assert outputs.get("multi_node_job_definition_arn") is None


def test_each_network_card_of_a_machine_has_an_interface():
    interfaces = only(plan_with(**EFA), TEMPLATE).inputs["networkInterfaces"]
    assert [(i["networkCardIndex"], i["deviceIndex"], i["interfaceType"]) for i in interfaces] == [
        (0, 0, "efa"),
        (1, 1, "efa-only"),
        (2, 1, "efa-only"),
        (3, 1, "efa-only"),
    ]


def test_batch_is_given_the_security_group_in_one_place_only():
    plan = plan_with(**EFA)
    interfaces = only(plan, TEMPLATE).inputs["networkInterfaces"]
    assert {tuple(i["securityGroups"]) for i in interfaces} == {(GROUP,)}
    assert "securityGroupIds" not in resources(plan, "ondemand")


def test_members_of_the_group_exchange_all_traffic_both_ways():
    plan = plan_with(**EFA)
    for kind in ("Ingress", "Egress"):
        token = f"aws:vpc/securityGroup{kind}Rule:SecurityGroup{kind}Rule"
        (rule,) = [r for r in plan.of_type(token) if "referencedSecurityGroupId" in r.inputs]
        assert rule.inputs["referencedSecurityGroupId"] == GROUP
        assert rule.inputs["ipProtocol"] == "-1"


def test_machines_stand_close_together_in_one_zone():
    plan = plan_with(**EFA, subnet_number=2)
    assert only(plan, PLACEMENT).inputs["strategy"] == "cluster"
    found = resources(plan, "ondemand")
    assert found["placementGroup"] == f"<<{NAME}-placement#name>>"
    assert found["subnets"] == ["subnet-b"]


def test_reserved_machines_have_the_interfaces_too_and_are_placed_by_aws():
    plan = plan_with(**EFA, capacity_reservation=RESERVATION)
    assert {len(t.inputs["networkInterfaces"]) for t in plan.of_type(TEMPLATE)} == {4}
    assert "placementGroup" not in resources(plan, "reserved")


def test_a_job_of_several_machines_gets_their_devices_and_locks_memory():
    plan = plan_with(**{**EFA, "max_vcpus": 384}, nodes=4)
    found = nodes(plan)
    assert found["numNodes"] == 4
    (every,) = found["nodeRangeProperties"]
    assert every["targetNodes"] == "0:"
    devices = every["container"]["linuxParameters"]["devices"]
    assert [d["hostPath"] for d in devices] == [f"/dev/infiniband/uverbs{i}" for i in range(4)]
    assert every["container"]["ulimits"] == [{"name": "memlock", "softLimit": -1, "hardLimit": -1}]
    assert every["container"]["privileged"] is False
    outputs = only(plan, "stepwell:index:GpuQueue").outputs
    assert outputs["multi_node_job_definition_arn"] == f"<<{NAME}-nodes#arn>>"


def test_what_is_there_keeps_its_name_when_it_is_switched_on():
    before, after = plan_with(uses_spot=False), plan_with(**EFA)
    kept = {(r.type, r.name) for r in after}
    assert {(r.type, r.name) for r in before} <= kept
    (environment,) = after.of_type(ENVIRONMENT)
    assert environment.inputs["updatePolicy"]["terminateJobsOnUpdate"] is False


def test_a_job_of_one_machine_is_as_before():
    plan, plain = plan_with(**EFA), plan_with(**{**EFA, "efa": False})
    (one,) = [d for d in plan.of_type(DEFINITION) if d.name == f"{NAME}-definition"]
    assert json.loads(one.inputs["containerProperties"]) == container(plain)


@pytest.mark.parametrize("name", ["g5.xlarge", "g5", "p5.24xlarge"])
def test_rejects_types_without_efa(name: str):
    assert problems_of(**{**EFA, "instance_types": [name]}) == [
        "instance_types[0]: must be a type with EFA such as g5.12xlarge or p5.48xlarge, with its"
        f" size, got {name!r}"
    ]


def test_rejects_the_default_types_which_have_none():
    found = problems_of(efa=True, uses_spot=False, vcpus=4)
    assert [p.split(":")[0] for p in found] == [f"instance_types[{i}]" for i in range(4)]


def test_rejects_types_with_other_network_cards():
    others = {"instance_types": ["p4d.24xlarge", "p4de.24xlarge", "g5.48xlarge"]}
    reserved = {"capacity_reservation": {**RESERVATION, "instance_type": "p5.48xlarge"}}
    needed = "must have network cards like p4d.24xlarge, since one template starts all"
    assert problems_of(**{**EFA, **others, **reserved}) == [
        f"instance_types[2]: {needed}, got 'g5.48xlarge'",
        f"capacity_reservation.instance_type: {needed}, got 'p5.48xlarge'",
    ]


def test_rejects_spot_which_jobs_of_several_machines_do_not_run_on():
    assert problems_of(**{**EFA, "uses_spot": True}) == [
        "uses_spot: must be false with efa, since jobs of several machines do not run on spot,"
        " got true"
    ]


def test_rejects_numbers_that_no_job_could_have():
    assert problems_of(**EFA, nodes=1, subnet_number=4) == [
        "nodes: must be at least 2, got 1",
        "subnet_number: must be 1 to 3, got 4",
    ]
    assert problems_of(**EFA, nodes=3) == [
        "max_vcpus: must be at least the vcpus of 3 nodes, 270, got 192"
    ]


def test_rejects_settings_of_efa_without_it():
    assert problems_of(nodes=2, subnet_number=1) == [
        "nodes: must be left out without efa, got 2",
        "subnet_number: must be left out without efa, got 1",
    ]
