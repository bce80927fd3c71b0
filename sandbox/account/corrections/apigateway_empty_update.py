"""moto fails on an update of API Gateway's account that changes nothing, which AWS answers."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call


@before_call("apigateway", "UpdateAccount")
def show(context: Context) -> Mapping[str, Any] | None:
    """Show the account as it is."""
    return None if context.params.get("patchOperations") else context.ask("GetAccount", {})
