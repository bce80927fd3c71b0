"""A monitoring job sends nothing away."""

from collections.abc import Iterator

from policies.monitoring_jobs import MONITORING_JOBS, network_of
from policies.rule import Props, rule


@rule(
    applies_to=MONITORING_JOBS,
    why="a monitor reads every request and answer, and its image is somebody else's",
    source="AWS Security Hub, controls SageMaker.11, 12, 14, 20 and 25",
)
def monitoring_job_isolated(props: Props) -> Iterator[str]:
    """Containers of monitoring jobs reach no network."""
    network = network_of(props)
    if network is not None and network.get("enableNetworkIsolation", False) is not True:
        yield "set enable_network_isolation of network_config to True"
