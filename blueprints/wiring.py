"""What many parts of a stack are given alike."""

from typing import NotRequired

import pulumi
from typing_extensions import TypedDict

from components.data_lake import DataLake
from components.experiment_tracker import ExperimentTrackerSettings
from components.gpu_queue import GpuQueue
from components.network import Network
from components.wiring import InNetwork, Zones
from components.workbench import Workbench


class Tracked(TypedDict):
    """Which tracking server jobs and people report to, where its name does not show whose it is."""

    tracking_server_arn: NotRequired[str]


def adopted_tracker(settings: ExperimentTrackerSettings) -> Tracked:
    """Wiring of parts that reach a tracking server which the stack has adopted."""
    adopted = settings.get("tracking_server_arn")
    return {} if adopted is None else {"tracking_server_arn": adopted}


class WatchedQueue(TypedDict):
    """What the dashboard shows of a job queue."""

    job_queue_name: NotRequired[pulumi.Output[str]]
    job_log_group: NotRequired[pulumi.Output[str]]


def watched(queue: GpuQueue | None) -> WatchedQueue:
    """Wiring of the dashboard, empty without a queue."""
    if queue is None:
        return {}
    return {"job_queue_name": queue.job_queue_name, "job_log_group": queue.log_group_name}


class WatchedStudio(TypedDict):
    """Whose apps are watched for idleness."""

    domain_id: NotRequired[pulumi.Output[str]]


def studio(workbench: Workbench | None) -> WatchedStudio:
    """Wiring of what looks after the apps of a workbench, empty without one."""
    return {} if workbench is None else {"domain_id": workbench.domain_id}


def in_network(network: Network) -> InNetwork:
    """Wiring of parts that run workloads in `network`."""
    wiring: InNetwork = {
        "vpc_id": network.vpc_id,
        "vpc_cidr": network.vpc_cidr,
        "subnet_ids": network.private_subnet_ids,
        "internet_egress": network.internet_egress,
    }
    if network.s3_prefix_list_id is not None:
        wiring["s3_prefix_list_id"] = network.s3_prefix_list_id
    return wiring


def zones(lake: DataLake) -> Zones:
    """Wiring of parts that read or write the zones of `lake`."""
    return {
        "raw_bucket": lake.raw_bucket,
        "curated_bucket": lake.curated_bucket,
        "features_bucket": lake.features_bucket,
        "artifacts_bucket": lake.artifacts_bucket,
    }
