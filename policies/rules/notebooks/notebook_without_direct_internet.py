"""Notebooks reach the internet through the team's network or not at all."""

from collections.abc import Iterator

from policies.rule import Props, rule

_DOMAIN = "aws:sagemaker/domain:Domain"


@rule(
    applies_to=(_DOMAIN, "aws:sagemaker/notebookInstance:NotebookInstance"),
    why="an open notebook is the easiest way for training data to leave the account",
    source="AWS Security Hub, control SageMaker.1",
    remediation="both can only be chosen when the domain or notebook instance is created",
)
def notebook_without_direct_internet(props: Props) -> Iterator[str]:
    """Studio domains and notebook instances have no way to the internet beside the VPC."""
    if props.resource.type == _DOMAIN:
        access = props.get("appNetworkAccessType", "PublicInternetOnly")
        if access != "VpcOnly":
            yield f"set app_network_access_type to 'VpcOnly', got {access!r}"
    else:
        access = props.get("directInternetAccess", "Enabled")
        if access != "Disabled":
            yield f"set direct_internet_access to 'Disabled', got {access!r}"
