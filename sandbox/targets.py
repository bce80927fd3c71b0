"""Targets of rules and schedules, which are handed something if they or a role allow it."""

import functools
import json
import re
import time
from collections.abc import Mapping
from typing import Any

import jmespath
from botocore.exceptions import UnknownServiceError
from botocore.model import OperationNotFoundError

from sandbox.account.iam.enforce import policy_of
from sandbox.account.iam.policies import Asked, Statements, applies, statements
from sandbox.account.options import ACCOUNT
from sandbox.account.roles import AS_SERVICE
from sandbox.provider.account import Account, AccountError
from sandbox.run_function import run_function
from sandbox.tables import table

_table = functools.partial(table, "targets.toml")


class Refused(Exception):
    """AWS would not hand it over."""


class Targets:
    """Targets in the account at `url`."""

    def __init__(self, url: str, region: str) -> None:
        self._account, self._region = Account(url, patient=False), region

    def deliver(self, sender: str, source: str, target: Mapping[str, Any], body: Any) -> Any:
        """Hand `body` over; return what a function answered, or what the target was handed.

        `sender` is the service that does, `events` or `scheduler`, and `source` the ARN that it
        names: the rule's, or that of the schedule's group.
        """
        arn: str = target["Arn"].removesuffix(":*")
        role, account = target.get("RoleArn"), self._account
        if role is not None:
            account = self._in_role(role, sender, source)
        if ":aws-sdk:" in arn:
            return self._any_call(account, arn, body)
        _, _, service, _, _, resource = arn.split(":", 5)
        if service not in _table():
            raise Refused(f"the sandbox carries nothing to {service}")
        text = body if isinstance(body, str) else json.dumps(body)
        name = re.sub(r"^[A-Za-z-]+[:/]", "", resource)
        now = int(time.time() * 1000)
        known = {"target": target, "arn": arn, "name": name, "text": text, "now": now}
        answer, told = dict[str, Any](), body
        for row in _table()[service]:
            if role is None:
                self._ask_policy(service, row, arn, sender, source)
            params = {member: jmespath.search(path, known) for member, path in row["with"].items()}
            params = {member: value for member, value in params.items() if value is not None}
            try:
                answer = self._call(account, service, row["call"], params)
            except AccountError as error:
                if error.code != row.get("there"):
                    raise
            told = jmespath.search(row["answer"], answer) if "answer" in row else body
        return self.invoke(arn, body) if service == "lambda" else told

    def invoke(self, function: str, body: Any) -> Any:
        """Run a function with its own role."""
        found = self._call(self._account, "lambda", "GetFunction", {"FunctionName": function})
        keys = self._in_role(found["Configuration"]["Role"], "lambda", function).keys
        return run_function(found, body, self._account.url, keys)

    def _in_role(self, role: str, service: str, source: str) -> Account:
        """Take on a role as a service does, which the account holds to its policies."""
        try:
            named = {"RoleName": role.rpartition("/")[2]}
            found = self._call(self._account, "iam", "GetRole", named)["Role"]
        except AccountError as error:
            raise Refused(f"{role} is not there, and {service} cannot assume it") from error
        trust = statements(json.dumps(found["AssumeRolePolicyDocument"]))
        told = {"aws:sourcearn": source, "aws:sourceaccount": ACCOUNT}
        let_in(trust, "sts:AssumeRole", role, source, service, told)
        asked = {"RoleArn": role, "RoleSessionName": f"{service}{AS_SERVICE}"}
        return self._account.in_role(self._region, asked)

    def _ask_policy(
        self, service: str, row: Mapping[str, Any], arn: str, sender: str, source: str
    ) -> None:
        """Refuse a call that the policy of a target does not allow."""

        def ask(service: str, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
            try:
                return self._call(self._account, service, operation, params)
            except AccountError as error:
                if error.code != "ResourceNotFoundException":
                    raise
                return {}

        action = f"{service}:{row.get('action', row['call'])}"
        told = {} if "unnamed" in row else {"aws:sourcearn": source}
        resource = arn + row.get("below", "")
        let_in(policy_of(ask, arn) or (), action, resource, source, sender, told)

    def _any_call(self, account: Account, arn: str, body: Any) -> Any:
        """Make the call of a universal target (Scheduler User Guide, "Using universal targets")."""
        service, operation = f"{arn.rpartition(':aws-sdk:')[2]}:".split(":")[:2]
        try:
            named = operation[:1].upper() + operation[1:]
            return self._call(account, service, named, body if isinstance(body, dict) else {})
        except (UnknownServiceError, OperationNotFoundError) as error:
            raise Refused(f"{service} has no operation {operation}") from error

    def _call(
        self, account: Account, service: str, operation: str, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        name = _table()["names"].get(service, service)
        return account.call(name, self._region, operation, params)


def let_in(
    policy: Statements,
    action: str,
    resource: str,
    source: str,
    service: str,
    keys: Mapping[str, str],
) -> None:
    """Refuse unless a policy lets a service in for `source`; `keys` are all that it tells."""
    asked, names = Asked(action, resource, keys), {f"{service}.amazonaws.com", "*"}
    said = [one["Effect"] for one in policy if applies(one, asked, names)]
    if "Allow" not in said or "Deny" in said:
        raise Refused(f"{resource} does not let {source} call {action}")
