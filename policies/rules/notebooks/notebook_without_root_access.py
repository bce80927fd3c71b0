"""People who use a notebook do not administer its machine."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/notebookInstance:NotebookInstance",
    why="root on the machine undoes whatever its lifecycle configuration sets up to protect data",
    source="AWS Security Hub, control SageMaker.3",
    remediation="lifecycle configurations run as root all the same",
)
def notebook_without_root_access(notebook: Props) -> Iterator[str]:
    """Users of notebook instances have no root access."""
    access = notebook.get("rootAccess", "Enabled")
    if access != "Disabled":
        yield f"set root_access to 'Disabled', got {access!r}"
