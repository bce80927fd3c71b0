"""The engine bootstrap: finds a Pulumi engine, or downloads or builds one."""

from sandbox.engine.engine import PINNED, Engine, EngineNotFound
from sandbox.engine.find import find_engine

__all__ = ["PINNED", "Engine", "EngineNotFound", "find_engine"]
