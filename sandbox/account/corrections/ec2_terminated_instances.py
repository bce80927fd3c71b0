"""moto keeps the network interfaces of an instance that is terminated, and what they use."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call


@after_call("ec2", "TerminateInstances")
def drop_interfaces(context: Context, result: dict[str, Any]) -> None:
    """Drop the interfaces that the instances came with."""
    ec2, gone = context.backend(), set(context.params.get("InstanceIds") or ())
    for name, interface in list(ec2.enis.items()):
        instance = getattr(interface, "instance", None)
        if instance is not None and instance.id in gone:
            del ec2.enis[name]
