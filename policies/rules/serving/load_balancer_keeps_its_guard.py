"""A load balancer drops what is no HTTP, keeps a log and is not deleted by mistake."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:lb/loadBalancer:LoadBalancer",
    why="malformed headers smuggle a second request past the first, and leave no trace",
    source="AWS Security Hub, controls ELB.4, ELB.5 and ELB.6",
)
def load_balancer_keeps_its_guard(props: Props) -> Iterator[str]:
    """Load balancers drop invalid headers, log access and refuse to be deleted."""
    reads_headers = props.get("loadBalancerType", "application") == "application"
    if reads_headers and props.get("dropInvalidHeaderFields", False) is not True:
        yield "set drop_invalid_header_fields to True"
    if props.object("accessLogs").get("enabled", False) is not True:
        yield "set enabled of access_logs to True"
    if props.get("enableDeletionProtection", False) is not True:
        yield "set enable_deletion_protection to True"
