"""moto deletes what AWS refuses to delete while something else needs it."""

from collections.abc import Iterator
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("ec2", "DeleteSubnet")
def subnet_in_use(context: Context) -> None:
    """A subnet stays while a network interface, NAT gateway or endpoint is in it."""
    subnet, ec2 = context.params["SubnetId"], context.backend()
    uses = [
        *(eni.id for eni in ec2.enis.values() if eni.subnet.id == subnet),
        *(
            n.id
            for n in ec2.nat_gateways.values()
            if n.subnet_id == subnet and n.state != "deleted"
        ),
        *(e.id for e in ec2.vpc_end_points.values() if subnet in (e.subnet_ids or [])),
    ]
    if uses:
        text = f"The subnet '{subnet}' has dependencies and cannot be deleted."
        raise AwsError("DependencyViolation", text)


@before_call("ec2", "DeleteSecurityGroup")
def group_in_use(context: Context) -> None:
    """A security group stays while an interface, an endpoint or another group's rule uses it."""
    group, ec2 = context.params.get("GroupId"), context.backend()
    if group and any(True for _ in _uses_of_group(ec2, group)):
        raise AwsError("DependencyViolation", f"resource {group} has a dependent object")


def _uses_of_group(ec2: Any, group: str) -> Iterator[str]:
    for interface in ec2.enis.values():
        if any(used.id == group for used in interface.group_set):
            yield interface.id
    for endpoint in ec2.vpc_end_points.values():
        if group in (endpoint.security_group_ids or []):
            yield endpoint.id
    for groups in ec2.groups.values():
        for other in groups.values():
            if other.id == group:
                continue
            for rule in (*other.ingress_rules, *other.egress_rules):
                if rule.source_group.get("GroupId") == group:
                    yield other.id


@before_call("iam", "DeletePolicy")
def policy_attached(context: Context) -> None:
    """A managed policy stays while it is attached."""
    policy = context.backend().managed_policies.get(context.params["PolicyArn"])
    if policy is not None and policy.attachment_count:
        raise AwsError("DeleteConflict", "Cannot delete a policy attached to entities.")
