"""What the account's settings say to a call before it is carried out."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.account.options import Settings
from sandbox.account.services import Call


def answer(
    call: Call, settings: Settings, carry_out: Callable[[Call], Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """Return the answer to a call if the settings alone give it; `AwsError` if they refuse it.

    `carry_out` makes calls of the sandbox's own, which only read.
    """

    def ask(operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
        model = call.operation.service_model.operation_model(operation)
        return carry_out(replace(call, operation=model, params=dict(params)))

    # Each is imported when there is something to ask of it: a start is short.
    from sandbox.account import regions

    regions.check(call, settings.regions)
    if settings.iam.enforce or call.access_key.startswith("ASIA"):
        from sandbox.account.iam import enforce

        enforce.check(call, carry_out, everyone=settings.iam.enforce, told=settings.iam.keys)
    if call.service == "sts":
        from sandbox.account import accounts

        accounts.check(call, settings.accounts, ask)
    if settings.quotas or call.service == "service-quotas":
        from sandbox.account import quotas

        if call.service == "service-quotas":
            return quotas.answer(call, settings.quotas)
        quotas.check(call, settings.quotas, ask)
    return None
