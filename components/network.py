"""Network: the VPC that a stack's workloads run in, created or adopted."""

from collections.abc import Iterator

import pulumi

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.parts.network.endpoints import declare_gateways, declare_interfaces
from components.parts.network.flow_logs import declare_flow_logs
from components.parts.network.problems import network_problems
from components.parts.network.services import WITHOUT_INTERNET
from components.parts.network.settings import (
    DEFAULT_CIDR,
    DEFAULT_ZONES,
    AdoptedNetwork,
    Nat,
    NetworkSettings,
)
from components.parts.network.subnets import declare_nat, declare_vpc, declare_zones
from components.wiring import HasRoles

__all__ = ["AdoptedNetwork", "Nat", "Network", "NetworkArgs", "NetworkSettings"]


class NetworkArgs(NetworkSettings, HasRoles):
    """Inputs of `Network`."""

    kms_key_arn: pulumi.Input[str]
    """Customer-managed key that encrypts the flow logs."""


class Network(pulumi.ComponentResource):
    """Private subnets in two or three zones, with the ways to AWS that workloads need."""

    internet_egress: bool
    """Whether workloads may open HTTPS connections to any address."""

    vpc_id: pulumi.Output[str]
    """Id of the VPC."""

    vpc_cidr: pulumi.Output[str]
    """Address range of the VPC, for security group rules."""

    private_subnet_ids: pulumi.Output[list[str]]
    """Ids of the private subnets, one for each zone."""

    s3_endpoint_id: pulumi.Output[str] | None
    """Id of the gateway endpoint for S3; None when an adopted VPC names none."""

    s3_prefix_list_id: pulumi.Output[str] | None
    """Id of the prefix list of S3; None when an adopted VPC names none."""

    def __init__(
        self, name: str, args: NetworkArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("network", self.problems(args))
        super().__init__("stepwell:index:Network", name, {**args}, opts)
        if "adopt" in args:
            self._adopt(args["adopt"])
        else:
            self._create(name, args)
        self.register_outputs(
            {
                "internet_egress": self.internet_egress,
                "vpc_id": self.vpc_id,
                "vpc_cidr": self.vpc_cidr,
                "private_subnet_ids": self.private_subnet_ids,
                "s3_endpoint_id": self.s3_endpoint_id,
                "s3_prefix_list_id": self.s3_prefix_list_id,
            }
        )

    @staticmethod
    def problems(args: NetworkSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from network_problems(args)

    def _create(self, name: str, args: NetworkArgs) -> None:
        cidr = args.get("cidr", DEFAULT_CIDR)
        count = args.get("zones", DEFAULT_ZONES)
        nat = Nat(args.get("nat", Nat.SINGLE))
        services = set(args.get("interface_endpoints", []))
        if nat is Nat.NONE:
            services |= set(WITHOUT_INTERNET) - set(args.get("omitted_endpoints", []))
        scope = AwsScope.of(self)

        vpc = declare_vpc(name, cidr, self)
        zones = declare_zones(name, vpc, cidr, count, args.get("availability_zones"), self)
        if nat is not Nat.NONE:
            declare_nat(name, vpc, cidr, zones, nat, self)
        tables = [zone.route_table for zone in zones.values()]
        subnets = [zone.subnet for zone in zones.values()]
        s3 = declare_gateways(name, vpc, tables, scope, args.get("dynamodb_endpoint", False), self)
        if services:
            declare_interfaces(name, sorted(services), vpc, cidr, subnets, scope, self)
        declare_flow_logs(
            name,
            vpc,
            kms_key_arn=args["kms_key_arn"],
            retention_days=args.get("flow_log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            permissions_boundary_arn=args.get("permissions_boundary_arn"),
            scope=scope,
            parent=self,
        )
        self.internet_egress = nat is not Nat.NONE
        self.vpc_id = vpc.id
        self.vpc_cidr = vpc.cidr_block
        self.private_subnet_ids = pulumi.Output.all(*(subnet.id for subnet in subnets))
        self.s3_endpoint_id = s3.id
        self.s3_prefix_list_id = s3.prefix_list_id

    def _adopt(self, adopted: AdoptedNetwork) -> None:
        endpoint = adopted.get("s3_endpoint_id")
        prefix_list = adopted.get("s3_prefix_list_id")
        self.internet_egress = adopted.get("internet_egress", False)
        self.vpc_id = pulumi.Output.from_input(adopted["vpc_id"])
        self.vpc_cidr = pulumi.Output.from_input(adopted["cidr"])
        self.private_subnet_ids = pulumi.Output.from_input(adopted["private_subnet_ids"])
        self.s3_endpoint_id = None if endpoint is None else pulumi.Output.from_input(endpoint)
        self.s3_prefix_list_id = (
            None if prefix_list is None else pulumi.Output.from_input(prefix_list)
        )
