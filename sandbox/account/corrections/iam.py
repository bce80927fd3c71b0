"""Corrections of IAM."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call


@before_call("iam", "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def change_clients(context: Context) -> Mapping[str, Any]:
    """Moto cannot change whom a provider is for; what is there, or is not, stays so."""
    arn, client = context.params["OpenIDConnectProviderArn"], context.params["ClientID"]
    provider = context.backend().open_id_providers[arn]
    others = [one for one in provider.client_id_list if one != client]
    added = [client] if context.call.name.startswith("Add") else []
    provider.client_id_list = [*others, *added]
    return {}
