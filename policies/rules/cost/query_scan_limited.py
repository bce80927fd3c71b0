"""One query cannot cost a fortune."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:athena/workgroup:Workgroup",
    why="Athena charges by what it reads, and one careless query reads the whole lake",
    source="Amazon Athena User Guide, Configure per-query and per-workgroup data usage controls",
)
def query_scan_limited(props: Props) -> Iterator[str]:
    """Athena workgroups limit what one query may scan."""
    if "bytesScannedCutoffPerQuery" not in props.get("configuration", {}):
        yield "set bytes_scanned_cutoff_per_query"
