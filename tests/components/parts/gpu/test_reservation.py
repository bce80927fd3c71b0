from typing import Any

from plan.plan import Plan
from tests.components.gpu_support import (
    NAME,
    QUEUE,
    TEMPLATE,
    plan_with,
    problems_of,
    resources,
)
from tests.components.support import only

RESERVATION = {
    "capacity_reservation_id": "cr-0123456789abcdef0",
    "instance_type": "p5.48xlarge",
    "vcpus": 384,
    "subnet_id": "subnet-0123456789abcdef0",
}


def template_of(plan: Plan, name: str) -> Any:
    (found,) = [t for t in plan.of_type(TEMPLATE) if t.name == name]
    return found.inputs


def test_reserved_machines_come_first_and_leave_the_others_as_they_are():
    before, after = plan_with(), plan_with(capacity_reservation=RESERVATION)
    orders = only(after, QUEUE).inputs["computeEnvironmentOrders"]
    assert [o["computeEnvironment"] for o in orders] == [
        f"<<{NAME}-{kind}#arn>>" for kind in ("reserved", "spot", "ondemand")
    ]
    for kind in ("spot", "ondemand"):
        assert resources(after, kind) == resources(before, kind)
    name = f"{NAME}-template"
    assert template_of(after, name) == template_of(before, name)
    assert "capacityReservationSpecification" not in template_of(before, name)
    assert "instanceMarketOptions" not in template_of(before, name)


def test_reserved_machines_start_in_the_reservation_alone():
    plan = plan_with(capacity_reservation=RESERVATION)
    found = resources(plan, "reserved")
    assert (found["type"], found["maxVcpus"], found["minVcpus"]) == ("EC2", 384, 0)
    assert found["instanceTypes"] == ["p5.48xlarge"]
    assert found["subnets"] == ["subnet-0123456789abcdef0"]
    template = template_of(plan, f"{NAME}-reserved-template")
    assert template["capacityReservationSpecification"] == {
        "capacityReservationTarget": {"capacityReservationId": "cr-0123456789abcdef0"}
    }
    assert template["instanceMarketOptions"] == {"marketType": "capacity-block"}
    assert template["metadataOptions"]["httpTokens"] == "required"


def test_a_reservation_on_demand_is_no_market_of_its_own():
    plan = plan_with(capacity_reservation={**RESERVATION, "kind": "on-demand"})
    template = template_of(plan, f"{NAME}-reserved-template")
    assert "capacityReservationSpecification" in template
    assert "instanceMarketOptions" not in template


def test_rejects_a_reservation_that_no_job_could_use():
    wrong = {
        "capacity_reservation_id": "cr-1",
        "kind": "spot",
        "instance_type": "p5",
        "vcpus": 2,
        "subnet_id": "a",
    }
    where = "capacity_reservation"
    assert problems_of(capacity_reservation=wrong) == [
        f"{where}.capacity_reservation_id: must look like cr-0123456789abcdef0, got 'cr-1'",
        f"{where}.kind: must be capacity-block or on-demand, got 'spot'",
        f"{where}.instance_type: must be a type, not a family, got 'p5'",
        f"{where}.vcpus: must be at least the vcpus of a job, 4, got 2",
        f"{where}.subnet_id: must be the id of a subnet, got 'a'",
    ]
