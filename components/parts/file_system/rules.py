"""Which workloads reach a file system on the network, and on which ports."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True)
class Ports:
    """A range of TCP ports of one protocol."""

    name: str
    first: int
    last: int


NFS = (Ports("nfs", 2049, 2049),)
LUSTRE = (Ports("lustre", 988, 988), Ports("lustre-more", 1018, 1023))
"""FSx for Lustre User Guide, "File System Access Control with Amazon VPC"."""


def open_to(
    name: str,
    group_id: pulumi.Input[str],
    clients: Mapping[str, pulumi.Input[str]],
    ports: tuple[Ports, ...],
    *,
    both_ways: bool,
    parent: pulumi.Resource,
) -> list[pulumi.Resource]:
    """Let the security groups `clients` reach the one of a file system, and back if `both_ways`.

    A workload's own group lets out HTTPS alone, so each client gets a rule as well.
    """
    rules = list[pulumi.Resource]()
    for client in sorted(clients):
        pairs = {"": (clients[client], group_id)}
        if both_ways:
            pairs["-back"] = (group_id, clients[client])
        for way, (source, target) in pairs.items():
            for range_ in ports:
                rules += _between(
                    f"{name}-{client}-{range_.name}{way}", source, target, range_, parent
                )
    return rules


def open_to_itself(
    name: str, group_id: pulumi.Input[str], ports: tuple[Ports, ...], parent: pulumi.Resource
) -> list[pulumi.Resource]:
    """Let the servers of one file system reach each other."""
    rules = list[pulumi.Resource]()
    for range_ in ports:
        rules += _between(f"{name}-itself-{range_.name}", group_id, group_id, range_, parent)
    return rules


def _between(
    name: str,
    source: pulumi.Input[str],
    target: pulumi.Input[str],
    ports: Ports,
    parent: pulumi.Resource,
) -> list[pulumi.Resource]:
    child = pulumi.ResourceOptions(parent=parent)
    return [
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-out",
            description="Shared file system",
            security_group_id=source,
            referenced_security_group_id=target,
            ip_protocol="tcp",
            from_port=ports.first,
            to_port=ports.last,
            opts=child,
        ),
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-in",
            description="Shared file system",
            security_group_id=target,
            referenced_security_group_id=source,
            ip_protocol="tcp",
            from_port=ports.first,
            to_port=ports.last,
            opts=child,
        ),
    ]
