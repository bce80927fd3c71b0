"""What monitors tell each other cannot be read on the way."""

from collections.abc import Iterator

from policies.monitoring_jobs import MONITORING_JOBS, network_of
from policies.rule import Props, rule


@rule(
    applies_to=MONITORING_JOBS,
    why="with a second instance, requests and answers travel between them in the clear",
    source="AWS Security Hub, controls SageMaker.9, 10, 13, 15 and 22",
)
def monitoring_job_traffic_encrypted(props: Props) -> Iterator[str]:
    """Containers of one monitoring job encrypt what they send to each other."""
    network = network_of(props)
    if (
        network is not None
        and network.get("enableInterContainerTrafficEncryption", False) is not True
    ):
        yield "set enable_inter_container_traffic_encryption of network_config to True"
