"""The generated protocol of the Pulumi SDK, without the SDK, and servers that speak it.

Importing `pulumi` takes a third of a second, at the start of every command. The messages need
nothing of it, so its packages are registered empty, with only the folder to look in.
"""

import importlib
import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any

import grpc

_PROTOCOL = "pulumi.runtime.proto"
_THREADS = 32
"""Calls that are answered at the same time; the engine analyses resources in parallel."""

UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
"""Options of every server and channel: a message holds a whole stack."""


def _register() -> None:
    found = importlib.util.find_spec("pulumi")
    if found is None or not found.submodule_search_locations:
        sys.exit(
            f"pulumi-language-python: {sys.executable}: must have the package pulumi, got none\n"
            "set STEPWELL_PYTHON to an interpreter that has it"
        )
    folder = found.submodule_search_locations[0]
    for name in ("pulumi", "pulumi.runtime", _PROTOCOL):
        module = ModuleType(name)
        module.__path__ = ["/".join([folder, *name.split(".")[1:]])]
        sys.modules[name] = module


# Only as the program that the cache holds: a process that uses the SDK itself needs all of it.
if __package__ == "language_host":
    _register()

# The generated modules carry no types that a checker could use.
analyzer_pb2: Any = importlib.import_module(f"{_PROTOCOL}.analyzer_pb2")
language_pb2: Any = importlib.import_module(f"{_PROTOCOL}.language_pb2")
language_pb2_grpc: Any = importlib.import_module(f"{_PROTOCOL}.language_pb2_grpc")
plugin_pb2: Any = importlib.import_module(f"{_PROTOCOL}.plugin_pb2")


def server(*handlers: grpc.GenericRpcHandler) -> tuple[grpc.Server, int]:
    """Return a server that is to be started, and its port."""
    made = grpc.server(ThreadPoolExecutor(_THREADS), handlers=[*handlers], options=UNLIMITED)
    return made, made.add_insecure_port("127.0.0.1:0")
