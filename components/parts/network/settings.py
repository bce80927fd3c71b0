"""What a team may choose about its network, and what it may not."""

from enum import StrEnum
from typing import NotRequired

from typing_extensions import TypedDict

from components.settings import team_settings

DEFAULT_CIDR = "10.0.0.0/16"
DEFAULT_ZONES = 2


class Nat(StrEnum):
    """How private subnets reach the internet."""

    NONE = "none"
    """Not at all: AWS answers through endpoints in the VPC, everything else is out of reach."""

    SINGLE = "single"
    """Through one NAT gateway, in zone a; without internet while that zone is down."""

    PER_ZONE = "per-zone"
    """Through a NAT gateway in each zone."""


@team_settings
class AdoptedNetwork(TypedDict):
    """An existing VPC, run by somebody else, that the stack uses as it is."""

    vpc_id: str
    """Id of the VPC."""

    cidr: str
    """Address range of the VPC."""

    private_subnet_ids: list[str]
    """Ids of its private subnets, in at least two availability zones."""

    s3_endpoint_id: NotRequired[str]
    """Id of its gateway endpoint for S3. Default: buckets cannot be closed to the VPC."""

    s3_prefix_list_id: NotRequired[str]
    """Id of the region's prefix list of S3. Default: S3 only with `internet_egress`."""

    internet_egress: NotRequired[bool]
    """Whether workloads may open HTTPS connections to any address. Default: False."""


@team_settings
class NetworkSettings(TypedDict):
    """What a team may choose about its network."""

    adopt: NotRequired[AdoptedNetwork]
    """Existing VPC to use. Default: a VPC is created."""

    cidr: NotRequired[str]
    """Private address range of the VPC, /16 to /24. Default: 10.0.0.0/16."""

    reserved_cidrs: NotRequired[list[str]]
    """Ranges of networks to be connected later, which the VPC must not overlap. Default: none."""

    zones: NotRequired[int]
    """Availability zones to use, 2 or 3. Default: 2."""

    availability_zones: NotRequired[list[str]]
    """Names of the zones, one for each of `zones`. Default: the region's first by name."""

    nat: NotRequired[Nat]
    """How private subnets reach the internet: none, single or per-zone. Default: single."""

    interface_endpoints: NotRequired[list[str]]
    """Services to reach through an interface endpoint: `kms`. Default: only what `nat` needs."""

    omitted_endpoints: NotRequired[list[str]]
    """Interface endpoints not to create although `nat: none` needs them, since a region lacks
    them or nothing uses them: `batch`. Default: none."""

    dynamodb_endpoint: NotRequired[bool]
    """Whether DynamoDB gets a gateway endpoint. Default: False."""

    flow_log_retention_days: NotRequired[int]
    """Days that records of accepted and refused connections are kept. Default: 90."""
