"""The limits of a query workgroup hold for everybody who queries."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:athena/workgroup:Workgroup",
    why="otherwise each client chooses where results go and whether they are encrypted",
    source="Amazon Athena API Reference, WorkGroupConfiguration, EnforceWorkGroupConfiguration",
)
def query_workgroup_enforced(props: Props) -> Iterator[str]:
    """Athena workgroups override the settings of clients."""
    if props.get("configuration", {}).get("enforceWorkgroupConfiguration", True) is not True:
        yield "set enforce_workgroup_configuration to True"
