"""moto forgets in which mode a place was registered with Lake Formation."""

from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call

_KEPT = ("HybridAccessEnabled", "WithFederation", "WithPrivilegedAccess")


@after_call("lakeformation", "RegisterResource")
def keep(context: Context, result: dict[str, Any]) -> None:
    """Keep the mode with the place."""
    place = context.backend().resources[context.params["ResourceArn"]]
    place.mode = {name: context.params[name] for name in _KEPT if name in context.params}


@after_call("lakeformation", "DescribeResource")
def show(context: Context, result: dict[str, Any]) -> None:
    """Show it."""
    place = context.backend().resources[context.params["ResourceArn"]]
    result["ResourceInfo"] |= getattr(place, "mode", {})
