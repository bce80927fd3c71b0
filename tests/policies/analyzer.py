"""A policy pack as the engine runs it: a process of its own, asked over gRPC."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from plan.plan import UNKNOWN, Plan, Resource

UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


class Analyzer:
    """Asks a pack what it says about resources."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._stub = analyzer_pb2_grpc.AnalyzerStub(channel)

    def info(self) -> Any:
        return self._stub.GetAnalyzerInfo(empty_pb2.Empty())

    def analyze(self, resource: Resource) -> list[Any]:
        request = analyzer_pb2.AnalyzeRequest(
            urn=resource.urn, type=resource.type, name=resource.name
        )
        request.properties.update(_wire(resource.inputs))
        return list(self._stub.Analyze(request).diagnostics)

    def remediate(self, resource: Resource) -> list[Any]:
        request = analyzer_pb2.AnalyzeRequest(
            urn=resource.urn, type=resource.type, name=resource.name
        )
        request.properties.update(_wire(resource.inputs))
        return list(self._stub.Remediate(request).remediations)

    def analyze_stack(self, plan: Plan) -> list[Any]:
        request = analyzer_pb2.AnalyzeStackRequest()
        for resource in plan:
            sent = request.resources.add(
                urn=resource.urn,
                type=resource.type,
                name=resource.name,
                parent=resource.parent or "",
                dependencies=sorted(resource.dependencies),
            )
            sent.properties.update(_wire(resource.inputs))
            for key, urns in resource.property_dependencies.items():
                sent.propertyDependencies[key].urns.extend(sorted(urns))
        return list(self._stub.AnalyzeStack(request).diagnostics)


@contextmanager
def running(
    pack: Path, config: Mapping[str, str] | None = None
) -> Iterator[tuple[Analyzer, "subprocess.Popen[str]"]]:
    """Start a pack as the language host does, and end it as the engine does."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(pack)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=pack,
        env={**os.environ, "PULUMI_CONFIG": json.dumps(config or {})},
    )
    with process:
        try:
            assert process.stdout is not None
            port = process.stdout.readline().strip()
            assert port.isdigit(), process.communicate()[1]
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                yield Analyzer(channel), process
        finally:
            process.kill()


def _wire(value: Any) -> Any:
    """A value as the engine sends it in a preview: what is computed is the unknown string."""
    if value is UNKNOWN:
        return UNKNOWN_STRING
    if isinstance(value, dict):
        return {k: _wire(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_wire(v) for v in value]
    return value
