"""The plan of a program, recorded while it runs: no engine, no provider, no network."""

import asyncio
import concurrent.futures
import contextlib
import contextvars
import gc
import logging
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pulumi
from google.protobuf import empty_pb2
from pulumi import runtime
from pulumi.runtime import mocks, settings, stack

from plan.monitor import NoCallbacks, RecordingMonitor, Unrecordable, tags_of_provider
from plan.origin import note_only_the_line
from plan.outputs import Outputs
from plan.plan import Plan


@dataclass(frozen=True)
class Account:
    """What the program is told when it asks where it is being deployed."""

    account_id: str = "000000000000"
    region: str = "eu-west-1"
    availability_zones: tuple[str, ...] = ()

    def answer(self, function: str) -> Mapping[str, Any]:
        """Result of an `aws` function, as far as an account alone decides it."""
        zones = self.availability_zones or tuple(f"{self.region}{letter}" for letter in "abc")
        known: dict[str, Mapping[str, Any]] = {
            "aws:index/getCallerIdentity:getCallerIdentity": {"accountId": self.account_id},
            "aws:index/getPartition:getPartition": _partition(self.region),
            "aws:index/getRegion:getRegion": {"region": self.region, "name": self.region},
            "aws:index/getAvailabilityZones:getAvailabilityZones": {"names": list(zones)},
        }
        if function not in known:
            raise UnansweredFunction(function)
        return known[function]


class UnansweredFunction(pulumi.RunError):
    """The program calls a provider function that cannot be answered without a cloud."""

    def __init__(self, function: str) -> None:
        super().__init__(f"{function}: must not be called by a program that is checked offline")


def record(
    program: Callable[[], object],
    *,
    stack_name: str,
    project: str = "stepwell",
    config: Mapping[str, str] | None = None,
    default_tags: Mapping[str, str] | None = None,
    account: Account | None = None,
) -> Plan:
    """Run `program` and return the plan of what it declared.

    `config` holds stack configuration as the engine passes it: `{"stepwell:team": "fraud"}`,
    objects as JSON text. `default_tags` are those of the provider; they appear in `tagsAll`, as
    the provider's own check puts them there. Those of `aws-native` are in `config`, and appear in
    `tags`.
    An exception of the program passes through unchanged.
    """
    where = account or Account()
    native = tags_of_provider({"defaultTags": (config or {}).get("aws-native:defaultTags")})
    monitor = RecordingMonitor(project, stack_name, where.answer, default_tags or {}, native)
    # The SDK keeps its settings in context variables: a context of our own leaves no trace behind.
    context = contextvars.copy_context()
    note_only_the_line()
    context.run(_run, monitor, config or {}, program)
    return Plan(
        stack=stack_name,
        project=project,
        resources=tuple(replace(r, outputs=monitor.outputs.get(r.urn, {})) for r in monitor.found),
    )


def _run(
    monitor: RecordingMonitor, config: Mapping[str, str], program: Callable[[], object]
) -> None:
    runtime.set_all_config(dict(config))
    features = monitor.GetDeploymentInfo(empty_pb2.Empty()).supportedFeatures
    settings.configure(
        mocks.MockSettings(
            monitor=monitor,
            monitor_features=set(features),
            engine=mocks.MockEngine(logging.getLogger("stepwell.program")),
            project=monitor.project,
            stack=monitor.stack,
            organization="organization",
            root_directory=".",
            dry_run=True,
            outputs=Outputs(),
            lock=threading.Lock(),
            callbacks=NoCallbacks(),
            package_refs={},
            parallel=True,
            legacy_apply_enabled=False,
        )
    )
    settings.ROOT.set(None)

    def declare() -> None:
        runtime.register_stack_transformation(_refuse_references)
        program()

    with asyncio.Runner() as runner, _no_collection():
        runner.get_loop().set_default_executor(_Inline())
        # What a failed program leaves unfinished ends without a word: its error says enough.
        runner.get_loop().set_exception_handler(lambda _loop, _context: None)
        runner.run(stack.run_in_stack(declare))


class _Inline(concurrent.futures.ThreadPoolExecutor):
    """Answers the SDK's calls where they are made, so that each recording has the same order."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        future = concurrent.futures.Future[Any]()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 an executor hands every error to who awaits it
            future.set_exception(error)
        return future


@contextlib.contextmanager
def _no_collection() -> Generator[None]:
    """Pause the garbage collector: walking the loaded SDK again and again doubles the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _refuse_references(args: pulumi.ResourceTransformationArgs) -> None:
    """Refuse a stack reference where it is declared: its values are in a state elsewhere."""
    if args.type_ == "pulumi:pulumi:StackReference":
        raise Unrecordable(
            f"StackReference({args.name!r}): must not be read by a program that is checked offline"
            "\npass the value as a setting of the stack"
        )


def _partition(region: str) -> Mapping[str, Any]:
    """Partition of a region, by its prefix (AWS General Reference, "AWS partitions")."""
    if region.startswith("cn-"):
        return {"partition": "aws-cn", "dnsSuffix": "amazonaws.com.cn"}
    if region.startswith("us-gov-"):
        return {"partition": "aws-us-gov", "dnsSuffix": "amazonaws.com"}
    return {"partition": "aws", "dnsSuffix": "amazonaws.com"}
