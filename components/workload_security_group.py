"""Workload security group: what a job, a notebook or an endpoint may reach on the network."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws

from components.wiring import ReachesNetwork

HTTPS = 443
ANYWHERE = "0.0.0.0/0"
ALL_PROTOCOLS = "-1"


class WorkloadSecurityGroupArgs(ReachesNetwork):
    """Inputs of `WorkloadSecurityGroup`."""

    self_traffic: NotRequired[bool]
    """Whether members of the group may talk to each other, all protocols. Default: False."""


class WorkloadSecurityGroup(pulumi.ComponentResource):
    """A security group that lets nothing in and only HTTPS out."""

    security_group_id: pulumi.Output[str]
    """Id of the security group, for the workload's network configuration."""

    def __init__(
        self,
        name: str,
        args: WorkloadSecurityGroupArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        prefix_list = args.get("s3_prefix_list_id")
        internet = args.get("internet_egress", False)
        self_traffic = args.get("self_traffic", False)
        super().__init__("stepwell:index:WorkloadSecurityGroup", name, {**args}, opts)
        child = pulumi.ResourceOptions(parent=self)

        group = aws.ec2.SecurityGroup(
            f"{name}-group",
            description="Nothing in but from itself, HTTPS out",
            vpc_id=args["vpc_id"],
            opts=child,
        )
        # DNS needs no rule: the resolver of the VPC answers past every security group.
        aws.vpc.SecurityGroupEgressRule(
            f"{name}-to-vpc",
            description="HTTPS to the endpoints of the VPC",
            security_group_id=group.id,
            cidr_ipv4=args["vpc_cidr"],
            ip_protocol="tcp",
            from_port=HTTPS,
            to_port=HTTPS,
            opts=child,
        )
        if prefix_list is not None:
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-to-s3",
                description="HTTPS to S3 through the gateway endpoint",
                security_group_id=group.id,
                prefix_list_id=prefix_list,
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                opts=child,
            )
        if internet:
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-to-internet",
                description="HTTPS to the internet through the NAT",
                security_group_id=group.id,
                cidr_ipv4=ANYWHERE,
                ip_protocol="tcp",
                from_port=HTTPS,
                to_port=HTTPS,
                opts=child,
            )
        if self_traffic:
            aws.vpc.SecurityGroupIngressRule(
                f"{name}-from-self",
                description="Between members of this group",
                security_group_id=group.id,
                referenced_security_group_id=group.id,
                ip_protocol=ALL_PROTOCOLS,
                opts=child,
            )
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-to-self",
                description="Between members of this group",
                security_group_id=group.id,
                referenced_security_group_id=group.id,
                ip_protocol=ALL_PROTOCOLS,
                opts=child,
            )
        self.security_group_id = group.id
        self.register_outputs({"security_group_id": self.security_group_id})
