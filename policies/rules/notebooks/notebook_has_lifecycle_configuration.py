"""A notebook instance does something about being left running."""

from collections.abc import Iterator

from policies.rule import Props, rule


@rule(
    applies_to="aws:sagemaker/notebookInstance:NotebookInstance",
    why="a notebook instance has no idle timeout of its own, and is paid for until it is stopped",
    source="AWS Well-Architected Machine Learning Lens, MLCOST04-BP08 Stop resources when not in "
    "use",
    remediation="let the configuration's script stop the instance when no kernel has been busy",
)
def notebook_has_lifecycle_configuration(notebook: Props) -> Iterator[str]:
    """Notebook instances have a lifecycle configuration, which can stop them when idle."""
    if "lifecycleConfigName" not in notebook:
        yield "set lifecycle_config_name"
