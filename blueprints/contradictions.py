"""What is wrong between the settings of different parts, each of which is right by itself."""

from collections.abc import Iterable, Iterator, Mapping

from blueprints.wiring import subnet_count
from components.batch_inference import BatchInferenceSettings
from components.errors import Problem
from components.gpu_queue import GpuQueueSettings
from components.hyperpod_cluster import HyperPodClusterSettings
from components.image_build import ImageBuildSettings
from components.model_api import ModelApiSettings
from components.network import NetworkSettings
from components.parts.endpoint import settings as serving
from components.parts.endpoint.metrics import VARIANT
from components.parts.endpoint.settings import InferenceEndpointSettings
from components.parts.registry.model_card import ModelGroupSettings
from components.parts.transform import settings as transform

Endpoints = Mapping[str, InferenceEndpointSettings]

_UNANSWERED = {
    "asynchronous": "it answers to S3",
    "multi_model": "a request would have to name a model",
    "inference_components": "a request would have to name a component",
}
"""Ways to serve that API Gateway cannot pass a request to, and why."""


def within(where: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the same problems, of what lies at `where`."""
    for problem in problems:
        yield Problem(f"{where}.{problem.field}", problem.reason)


def api_problems(apis: Mapping[str, ModelApiSettings], endpoints: Endpoints) -> Iterator[Problem]:
    """Yield versions that their endpoint cannot answer, and a role that two APIs set."""
    for api, settings in apis.items():
        for version, about in settings["versions"].items():
            endpoint = endpoints.get(about["endpoint"])
            if endpoint is not None:
                of = f"apis.{api}.versions.{version}"
                yield from within(of, _unanswered(about["endpoint"], endpoint))
                yield from within(of, _unknown_variant(about.get("variant"), endpoint))
    first, *others = [n for n, one in apis.items() if one.get("sets_account_log_role")] or [""]
    for api in others:
        reason = f"must be set by one API of the account, got {first} as well"
        yield Problem(f"apis.{api}.sets_account_log_role", reason)


def monitor_problems(
    names: Iterable[str], endpoints: Endpoints, batches: Mapping[str, BatchInferenceSettings]
) -> Iterator[Problem]:
    """Yield monitors of what is not there, of two things at once, and of what cannot be watched."""
    for name in names:
        endpoint, batch = endpoints.get(name), batches.get(name)
        if endpoint is not None and batch is not None:
            reason = "must be the name of an endpoint or of a batch inference, got that of both"
            yield Problem(f"model_monitors.{name}", reason)
        elif endpoint is not None:
            yield from within(f"endpoints.{name}", serving.watching_problems(endpoint))
        elif batch is not None:
            yield from within(f"batch_inference.{name}", transform.watching_problems(batch))
        else:
            reason = f"must be the name of an endpoint or of a batch inference, got {name!r}"
            yield Problem(f"model_monitors.{name}", reason)


def subnet_problems(
    settings: GpuQueueSettings | HyperPodClusterSettings, network: NetworkSettings
) -> Iterator[Problem]:
    """Yield a problem where machines are to stand in a private subnet that there is not."""
    number, subnets = settings.get("subnet_number", 1), subnet_count(network)
    if number > subnets:
        reason = f"must be 1 to {subnets}, the private subnets of the network, got {number}"
        yield Problem("subnet_number", reason)


def build_problems(
    builds: Mapping[str, ImageBuildSettings], images: Iterable[str], *, with_internet: bool
) -> Iterator[Problem]:
    """Yield builds of an image that there is not, and those that cannot reach their source."""
    known = ", ".join(images) or "there is none"
    for name, build in builds.items():
        if name not in images:
            reason = f"must be the name of an image repository ({known}), got {name!r}"
            yield Problem(f"image_builds.{name}", reason)
        if "source_url" in build and not with_internet:
            reason = "must be left out where the network has no way to the internet; a build there"
            yield Problem(f"image_builds.{name}.source_url", f"{reason} takes source_archive")


def own_groups(groups: Mapping[str, ModelGroupSettings]) -> list[str]:
    """Names of the groups that are this stack's; their own stack tries and fetches adopted ones."""
    return [name for name, about in groups.items() if "group_arn" not in about]


def _unanswered(name: str, endpoint: InferenceEndpointSettings) -> Iterator[Problem]:
    for mode, reason in _UNANSWERED.items():
        if mode in endpoint:
            yield Problem("endpoint", f"must be one without {mode}, since {reason}, got {name!r}")


def _unknown_variant(wanted: str | None, endpoint: InferenceEndpointSettings) -> Iterator[Problem]:
    known = [VARIANT, *endpoint.get("variants", {})]
    if wanted is not None and wanted not in known:
        yield Problem("variant", f"must be one of {', '.join(known)}, got {wanted!r}")
