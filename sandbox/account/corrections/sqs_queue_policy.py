"""moto takes a queue's policy away with every change of another attribute."""

from typing import Any

from moto.sqs.models import Queue

from sandbox.account.corrections import replace

_set: Any = vars(Queue)["_set_attributes"]


def _kept(self: Any, attributes: dict[str, Any], *when: Any) -> None:
    policy = getattr(self, "policy", None)
    _set(self, attributes, *when)
    if policy and "Policy" not in attributes:
        self.policy = policy


replace(Queue, "_set_attributes", _kept)
