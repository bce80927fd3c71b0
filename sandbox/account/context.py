"""What a correction or the fallback knows about the request at hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend
from moto.utilities.utils import get_partition

from sandbox.account.errors import AwsError
from sandbox.account.options import ACCOUNT
from sandbox.account.services import Call
from sandbox.rules.questions import QUESTIONS


def account_of(access_key: str) -> str:
    """Return the account that a key is of: its user's, or the one whose role was assumed."""
    for account, partitions in get_backend("iam").items():
        if any(access_key in iam.access_keys for iam in partitions.values()):
            return account
    return ACCOUNT


@dataclass(frozen=True)
class Context:
    """One call, and the account it is made in."""

    call: Call

    ask_account: Callable[[Call], dict[str, Any]]

    @property
    def params(self) -> dict[str, Any]:
        """Parameters of the call."""
        return self.call.params

    @property
    def region(self) -> str:
        """Region of the call."""
        return self.call.region

    @property
    def account(self) -> str:
        """Number of the account that the call is for."""
        return account_of(self.call.access_key)

    def backend(self, service: str | None = None) -> Any:
        """Return moto's state of a service in the region of the call."""
        name: Any = (service or self.call.service).replace("-", "")
        regions: Any = get_backend(name)[self.account]
        return regions[self.region if self.region in regions else "aws"]

    def kept(self, name: str) -> dict[str, Any]:
        """Return what a correction keeps beside moto's state, under a name of its own."""
        return vars(self.backend()).setdefault(f"sandbox_{name}", {})

    def ask(self, operation: str, params: Mapping[str, Any], service: str = "") -> dict[str, Any]:
        """Return what the account says to a reading operation; `AwsError` if that fails."""
        return self.ask_account(self.call.other(operation, params, service))

    def answer_of(self, service: str, operation: str, params: Mapping[str, Any]) -> Any:
        """Return what the account says to a reading operation; None if that fails."""
        if operation in QUESTIONS:
            return QUESTIONS[operation](self, params["named"])
        try:
            return self.ask(operation, params, service)
        except AwsError:
            return None

    def arn(self, resource: str) -> str:
        """Return an ARN of the service in this account and region."""
        service = self.call.operation.service_model.signing_name
        partition = get_partition(self.region)
        return f"arn:{partition}:{service}:{self.region}:{self.account}:{resource}"
