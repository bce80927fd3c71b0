"""Corrections of SQS."""

from typing import Any

from moto.sqs.models import Queue

from sandbox.account.corrections import around


@around(Queue, "_set_attributes")
def keep_the_policy(moto: Any, self: Any, attributes: dict[str, Any], *when: Any) -> None:
    """Moto takes a queue's policy away with every change of another attribute."""
    policy = getattr(self, "policy", None)
    moto(self, attributes, *when)
    if policy and "Policy" not in attributes:
        self.policy = policy
