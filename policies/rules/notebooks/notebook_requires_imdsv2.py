"""Credentials of a notebook instance cannot be had by one forged request."""

from collections.abc import Iterator

from policies.repair import setting
from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/notebookInstance:NotebookInstance",
    why="a page or package opened in a notebook can be made to fetch the role's credentials",
    source="Amazon SageMaker AI API Reference, InstanceMetadataServiceConfiguration",
    repair=setting(
        instanceMetadataServiceConfiguration={"minimumInstanceMetadataServiceVersion": "2"}
    ),
)
def notebook_requires_imdsv2(notebook: Props) -> Iterator[str]:
    """Notebook instances require version 2 of the metadata service."""
    service = notebook.get("instanceMetadataServiceConfiguration", {})
    least = str(service.get("minimumInstanceMetadataServiceVersion", "1"))
    if least != "2":
        yield f"set minimum_instance_metadata_service_version to '2', got {least!r}"
