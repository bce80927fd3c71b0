"""A Pulumi engine that was found, and what to set to run it."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PINNED = "3.259.0"
"""The engine that is downloaded or built, and the oldest that is used.

It is the version of the SDK in pyproject.toml, which an engine has to understand.
"""


@dataclass(frozen=True)
class Engine:
    """One engine, ready to run."""

    pulumi: Path
    """The executable."""

    version: str
    """Its version, `3.259.0`."""

    origin: Literal["path", "release", "built"]
    """Where it came from: PATH, the official release in the cache, or built from source."""

    def environment(self) -> dict[str, str]:
        """Variables to set so that `pulumi` is this engine and finds its language host."""
        path = os.pathsep.join([str(self.pulumi.parent), os.environ.get("PATH", os.defpath)])
        found = {"PATH": path, "PULUMI_SKIP_UPDATE_CHECK": "1"}
        if self.origin == "built":
            # Our language host is a Python program; this interpreter certainly has what it needs.
            found["STEPWELL_PYTHON"] = sys.executable
        return found


class EngineNotFound(Exception):
    """No engine could be had; the message lists everything that was tried and what it said."""

    def __init__(self, attempts: Sequence[str]) -> None:
        tried = [f"  {line}" for attempt in attempts for line in attempt.splitlines()]
        super().__init__(
            "pulumi engine: must be on PATH, downloadable or buildable, got none of them\n"
            + "\n".join(tried)
            + "\ninstall Pulumi, or Go 1.25 or newer, and run this again"
        )


class AttemptFailed(Exception):
    """One way to an engine did not lead to one; the message says why, in a line or two."""
