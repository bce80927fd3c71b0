"""What the account's settings say to a call before it is carried out."""

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sandbox.account.context import Context
from sandbox.account.errors import AwsError
from sandbox.account.options import ACCOUNT, Fault, Settings, matches
from sandbox.account.services import Call


def answer(context: Context, settings: Settings) -> Mapping[str, Any] | None:
    """Return the answer to a call if the settings alone give it; `AwsError` if they refuse it."""
    call = context.call
    # Each is imported when there is something to ask of it: a start is short.
    from sandbox.account import quotas, regions

    regions.check(call, settings.regions)
    if settings.iam.enforce or call.access_key.startswith("ASIA"):
        from sandbox.account.iam import enforce

        enforce.check(context, everyone=settings.iam.enforce, told=settings.iam.keys)
    if call.service == "sts" and call.name.startswith("AssumeRole"):
        _refuse_unnamed_account(context, settings.accounts)
    if call.service == "service-quotas":
        return quotas.answer(call, settings.quotas)
    quotas.check(context, settings.quotas)
    return None


def _refuse_unnamed_account(context: Context, named: Collection[str]) -> None:
    """Refuse a role of an account that the settings do not name: it may be somebody's."""
    role = str(context.params["RoleArn"])
    account = (role.split(":") + [""] * 5)[4]
    if account not in (ACCOUNT, *named):
        caller = context.ask("GetCallerIdentity", {})["Arn"]
        raise AwsError(
            "AccessDenied",
            f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}"
            f" (the sandbox's settings name no account {account})",
        )


class Faults:
    """The calls that match each fault, counted since the settings were last read."""

    def __init__(self) -> None:
        self._version = -1
        self._calls = list[int]()

    def next(self, call: Call, faults: Sequence[Fault], version: int) -> Fault | None:
        """Count a call; return the fault that it meets."""
        if version != self._version:
            self._version, self._calls = version, [0] * len(faults)
        met = list[Fault]()
        for index, fault in enumerate(faults):
            if matches(f"{call.service}:{call.name}", fault.operation):
                self._calls[index] += 1
                if _meets(fault, self._calls[index]):
                    met.append(fault)
        return met[0] if met else None


def _meets(fault: Fault, count: int) -> bool:
    """Say whether the call that is the `count`th to match a fault fails."""
    if fault.call not in (0, count):
        return False
    return fault.share == 1 or random.Random(f"{fault.seed} {count}").random() < fault.share
