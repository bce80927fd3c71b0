"""IAM policy documents as plain data: statements in, JSON out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from components.json_text import json_text

Statement = dict[str, Any]
"""One statement in IAM's own words; any value in it may be an Output."""


def policy_document(*statements: Statement) -> pulumi.Output[str]:
    """JSON of a policy made of `statements`, in the order given."""
    return json_text({"Version": "2012-10-17", "Statement": list(statements)})


def allow(
    sid: str,
    actions: Sequence[str],
    resource: object,
    condition: Mapping[str, object] | None = None,
) -> Statement:
    """Statement that allows `actions` on `resource`, under a condition if there is one."""
    statement: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Action": actions,
        "Resource": resource,
    }
    return {**statement, "Condition": dict(condition)} if condition else statement


def trust(
    services: Sequence[str],
    account_id: pulumi.Input[str] | None = None,
    *,
    if_sent: bool = False,
) -> pulumi.Output[str]:
    """Trust policy that lets AWS `services` assume a role.

    With `account_id`, only on behalf of resources of that account, which closes the confused
    deputy problem (IAM User Guide, "The confused deputy problem"). With `if_sent`, also for a
    service of which AWS does not say that it names the account, which is then let in.
    """
    statement: Statement = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": list(services)},
    }
    if account_id is not None:
        operator = "StringEqualsIfExists" if if_sent else "StringEquals"
        statement["Condition"] = {operator: {"aws:SourceAccount": account_id}}
    return policy_document(statement)
