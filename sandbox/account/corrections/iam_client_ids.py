"""moto cannot change whom a provider of OpenID Connect identities is for."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import before_call
from sandbox.account.errors import AwsError


@before_call("iam", "AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider")
def change(context: Context) -> Mapping[str, Any]:
    """Add or remove one; what is there, or is not, stays so."""
    arn, client = context.params["OpenIDConnectProviderArn"], context.params["ClientID"]
    provider = context.backend().open_id_providers.get(arn)
    if provider is None:
        raise AwsError("NoSuchEntity", f"OpenIDConnect Provider not found for arn {arn}")
    others = [one for one in provider.client_id_list if one != client]
    added = [client] if context.call.name.startswith("Add") else []
    provider.client_id_list = [*others, *added]
    return {}
