"""A checkout with a sandbox, and a stand-in for the provider that a running sandbox attaches."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Generator
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from sandbox.engine import Engine
from sandbox.wrapper.install import install_wrapper
from tests.sandbox.engine.support import real_engine

STACK_FILE = """\
# written by people
secretsprovider: awskms://alias/real?region=eu-west-1
encryptedkey: AQICAHh0bGtleQ==
config:
  stepwell:team: fraud
  stepwell:zones: [raw, "curated"]
"""

PROGRAM = """
import pulumi

config = pulumi.Config()
pulumi.CustomResource("aws:s3/bucket:Bucket", config.require("team"), {"bucket": "zone"})
pulumi.export("team", config.require("team"))
pulumi.export("zones", config.require_object("zones"))
pulumi.export("text", open("data.txt").read())
"""


def checkout(folder: Path, engine: Engine | None = None) -> Path:
    (folder / "stacks").mkdir(parents=True)
    (folder / "nested").mkdir()
    (folder / "data.txt").write_text("beside the program")
    (folder / "Pulumi.yaml").write_text(
        "name: stepwell\nruntime:\n  name: python\n  options:\n    toolchain: pip\n"
        "    virtualenv: .venv\nstackConfigDir: stacks\nbackend:\n  url: s3://real-state\n"
    )
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / "__main__.py").write_text(PROGRAM)
    (folder / "stacks" / "Pulumi.fraud-dev.yaml").write_text(STACK_FILE)
    (folder / ".sandbox" / "state").mkdir(parents=True)
    install_wrapper(folder, engine or real_engine())
    return folder


def environment(repo: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "PATH": f"{repo}/.sandbox/bin:{os.environ['PATH']}",
        "PULUMI_BACKEND_URL": f"file://{repo}/.sandbox/state",
        "PULUMI_CONFIG_PASSPHRASE": "sandbox",
        "PULUMI_HOME": f"{repo}/.sandbox/home",
        "PULUMI_DEBUG_PROVIDERS": f"aws:{port},aws-native:{port}",
    }


def pulumi(*arguments: str, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["pulumi", *arguments],
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class _Provider(provider_pb2_grpc.ResourceProviderServicer):
    """Accepts everything and answers with what it was given."""

    def Attach(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        return plugin_pb2.PluginInfo(version="7.51.1")

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Configure(self, request: Any, context: Any) -> Any:
        return provider_pb2.ConfigureResponse(supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, context: Any) -> Any:
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Create(self, request: Any, context: Any) -> Any:
        return provider_pb2.CreateResponse(id="made", properties=request.properties)

    def Delete(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()

    def Cancel(self, request: Any, context: Any) -> Any:
        return empty_pb2.Empty()


@contextlib.contextmanager
def provider() -> Generator[int]:
    server = grpc.server(futures.ThreadPoolExecutor(8))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(_Provider(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield port
    server.stop(grace=None).wait()
