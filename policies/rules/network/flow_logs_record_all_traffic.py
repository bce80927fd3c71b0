"""Flow logs show what got through, not only what was refused."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:ec2/flowLog:FlowLog",
    why="data that was copied out is in the accepted traffic",
    source="Amazon VPC User Guide, Logging IP traffic using VPC Flow Logs",
)
def flow_logs_record_all_traffic(props: Props) -> Iterator[str]:
    """Flow logs of a VPC, a subnet or a network interface record all traffic."""
    if "transitGatewayId" in props or "transitGatewayAttachmentId" in props:
        return
    kind = props.get("trafficType")
    if kind != "ALL":
        yield f"set traffic_type to 'ALL', got {kind!r}"
