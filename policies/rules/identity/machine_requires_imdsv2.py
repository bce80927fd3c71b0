"""Credentials of a machine cannot be had by one forged request."""

from collections.abc import Iterator

from policies.repair import setting
from policies.rule import Props, rule


@rule(
    applies_to=(
        "aws:ec2/instance:Instance",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
        "aws:ec2/launchTemplate:LaunchTemplate",
    ),
    why="code that fetches URLs for others can be made to fetch the machine's credentials",
    source="AWS Security Hub, controls Autoscaling.3, EC2.8 and EC2.170",
    repair=setting(metadataOptions={"httpTokens": "required"}),
)
def machine_requires_imdsv2(props: Props) -> Iterator[str]:
    """Instances and what they are launched from require version 2 of the metadata service."""
    tokens = props.get("metadataOptions", {}).get("httpTokens", "optional")
    if tokens != "required":
        yield f"set http_tokens of metadata_options to 'required', got {tokens!r}"
