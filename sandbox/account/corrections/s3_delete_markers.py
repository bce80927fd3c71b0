"""moto crashes when a delete marker is itself deleted."""

from typing import Any

from moto.s3.models import FakeDeleteMarker

from sandbox.account.corrections import replace


def _dispose(_self: Any, garbage: bool = False) -> None:
    """Let go of the content: a marker has none."""


replace(FakeDeleteMarker, "dispose", _dispose)
