import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from sandbox import lifecycle
from sandbox.safety import refusal

URN = "urn:pulumi:fraud-dev::stepwell::aws:sqs/queue:Queue::q"
NATIVE = "urn:pulumi:fraud-dev::stepwell::aws-native:sagemaker:FeatureGroup::g"


def _lock(state: Path, pid: int) -> None:
    lock = state / ".pulumi/locks/organization/stepwell/fraud-dev/0.json"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text(json.dumps({"pid": pid}))


def test_a_stack_that_the_sandboxs_backend_has_not_locked_is_refused(tmp_path: Path) -> None:
    reason = refusal(tmp_path, URN)
    assert reason is not None
    assert reason.startswith("stepwell/fraud-dev: must be a stack of the sandbox")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    _lock(tmp_path, ended.pid)
    assert refusal(tmp_path, URN) is not None
    _lock(tmp_path, os.getpid())
    assert refusal(tmp_path, URN) is None
    assert refusal(tmp_path, URN.replace("fraud-dev", "fraud-prod")) is not None


@pytest.fixture
def running(tmp_path: Path) -> Iterator[lifecycle.Sandbox]:
    yield lifecycle.start(tmp_path)
    lifecycle.stop(tmp_path)


def test_the_provider_changes_nothing_for_an_engine_with_another_backend(
    running: lifecycle.Sandbox,
) -> None:
    with grpc.insecure_channel(f"127.0.0.1:{running.provider_port}") as channel:
        provider = provider_pb2_grpc.ResourceProviderStub(channel)
        for method, request in (
            (provider.Create, provider_pb2.CreateRequest(urn=NATIVE)),
            (provider.Delete, provider_pb2.DeleteRequest(urn=NATIVE, id="g")),
            (provider.Create, provider_pb2.CreateRequest(urn=URN)),
            (provider.Update, provider_pb2.UpdateRequest(urn=URN, id="q")),
            (provider.Delete, provider_pb2.DeleteRequest(urn=URN, id="q")),
        ):
            with pytest.raises(grpc.RpcError, match="must be a stack of the sandbox, got one of"):
                method(request)
        assert provider.Create(provider_pb2.CreateRequest(urn=URN, preview=True)).properties
        _lock(running.folder / "state", os.getpid())
        queue = struct_pb2.Struct()
        queue.update({"name": "q"})
        assert provider.Create(provider_pb2.CreateRequest(urn=URN, properties=queue)).id
