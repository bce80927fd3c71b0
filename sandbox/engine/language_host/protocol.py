"""The generated protocol of the Pulumi SDK, without the SDK.

Importing `pulumi` takes a third of a second, at the start of every command. The messages need
nothing of it, so its packages are registered empty, with only the folder to look in.
"""

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

_PACKAGES = ("pulumi", "pulumi.runtime", "pulumi.runtime.proto")


def _register() -> None:
    found = importlib.util.find_spec("pulumi")
    if found is None or not found.submodule_search_locations:
        sys.exit(
            f"pulumi-language-python: {sys.executable}: must have the package pulumi, got none\n"
            "set STEPWELL_PYTHON to an interpreter that has it"
        )
    folder = next(iter(found.submodule_search_locations))
    for name in _PACKAGES:
        module = ModuleType(name)
        module.__path__ = ["/".join([folder, *name.split(".")[1:]])]
        sys.modules[name] = module


# Only as the program that the cache holds: a process that uses the SDK itself needs all of it.
if __package__ == "language_host":
    _register()

# The generated modules carry no types that a checker could use.
analyzer_pb2: Any = importlib.import_module("pulumi.runtime.proto.analyzer_pb2")
engine_pb2: Any = importlib.import_module("pulumi.runtime.proto.engine_pb2")
engine_pb2_grpc: Any = importlib.import_module("pulumi.runtime.proto.engine_pb2_grpc")
language_pb2: Any = importlib.import_module("pulumi.runtime.proto.language_pb2")
language_pb2_grpc: Any = importlib.import_module("pulumi.runtime.proto.language_pb2_grpc")
plugin_pb2: Any = importlib.import_module("pulumi.runtime.proto.plugin_pb2")
