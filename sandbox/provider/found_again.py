"""What an interrupted create has left behind, found by its name where AWS chose the id."""

from collections.abc import Callable
from typing import Any

from sandbox.provider.descriptor import Properties

Call = Callable[..., dict[str, Any]]
"""Makes one call of the resource's service, with its parameters by name."""


def _policy(_call: Call, state: Properties) -> str:
    path = state.get("path") or "/"
    return f"arn:{state['partition']}:iam::{state['account']}:policy{path}{state['name']}"


def _launch_template(call: Call, state: Properties) -> str:
    found = call("DescribeLaunchTemplates", LaunchTemplateNames=[state["name"]])
    return str(found["LaunchTemplates"][0]["LaunchTemplateId"])


def _security_group(call: Call, state: Properties) -> str:
    found = call(
        "DescribeSecurityGroups",
        Filters=[
            {"Name": "group-name", "Values": [state["name"]]},
            {"Name": "vpc-id", "Values": [state["vpcId"]]},
        ],
    )
    return str(found["SecurityGroups"][0]["GroupId"])


def _domain(call: Call, state: Properties) -> str:
    domains = call("ListDomains")["Domains"]
    return next(str(d["DomainId"]) for d in domains if d["DomainName"] == state["domainName"])


FOUND_AGAIN: dict[str, Callable[[Call, Properties], str]] = {
    "aws:ec2/launchTemplate:LaunchTemplate": _launch_template,
    "aws:ec2/securityGroup:SecurityGroup": _security_group,
    "aws:iam/policy:Policy": _policy,
    "aws:sagemaker/domain:Domain": _domain,
}
"""By type, what returns the id of the resource that has the name already."""
