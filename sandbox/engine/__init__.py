"""The engine bootstrap: finds a Pulumi engine, or downloads or builds one."""

from sandbox.engine.engine import Engine, EngineNotFound, Origin
from sandbox.engine.find import find_engine
from sandbox.engine.version import MINIMUM, PINNED

__all__ = ["MINIMUM", "PINNED", "Engine", "EngineNotFound", "Origin", "find_engine"]
