"""Notebook instances run on an operating system that still gets security updates."""

from collections.abc import Iterator

from policies.rule import Props, rule

_SUPPORTED = "notebook-al2023-v1"


@rule(
    applies_to="aws:sagemaker/notebookInstance:NotebookInstance",
    why="a platform out of support runs on, without the fixes of known holes",
    source="AWS Security Hub, control SageMaker.8",
    remediation="the platform can only be chosen when the notebook instance is created",
)
def notebook_platform_supported(notebook: Props) -> Iterator[str]:
    """Notebook instances name a platform that AWS supports."""
    if "platformIdentifier" not in notebook:
        yield f"set platform_identifier to {_SUPPORTED!r}, got nothing"
    elif notebook["platformIdentifier"] != _SUPPORTED:
        found = notebook["platformIdentifier"]
        yield f"set platform_identifier to {_SUPPORTED!r}, got {found!r}"
