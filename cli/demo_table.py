"""How the demo tells what it did, what exists, and what to try next."""

from collections.abc import Mapping, Sequence
from typing import Any

from cli.demo_use import Use

LOOK = {
    "Budget": "aws budgets describe-budgets --account-id 000000000000",
    "DataLake": "aws s3 ls s3://{raw_bucket} --recursive",
    "EncryptionKey": "aws kms describe-key --key-id {kms_key_arn}",
    "ExperimentTracker": "aws sagemaker list-mlflow-tracking-servers",
    "GpuQueue": "aws batch describe-compute-environments",
    "ImageRepository": "aws ecr describe-repositories",
    "InferenceEndpoint": "aws sagemaker list-endpoints",
    "ManagedTraining": "aws sagemaker list-training-jobs",
    "ModelRegistry": "aws sagemaker list-model-package-groups",
    "Network": "aws ec2 describe-vpcs --vpc-ids {vpc_id}",
    "PermissionsBoundary": "aws iam get-policy --policy-arn {permissions_boundary_arn}",
    "Personas": "aws iam list-roles",
    "ServiceMonitor": "aws cloudwatch describe-alarms --alarm-name-prefix {prefix}",
    "Workbench": "aws sagemaker list-domains",
}
"""By part, the command that shows it; outputs of the stack stand in braces."""

NEXT = (
    ('eval "$(.venv/bin/stepwell sandbox env)"', "enter the sandbox; aws and pulumi work in it"),
    ("stepwell new fraud && pulumi up", "after a change of stacks/fraud.yaml"),
    ("stepwell demo --destroy", "tear it all down, the demo's own models first"),
)
"""What to try after the demo, and why."""


def tell(
    stack: str,
    used: Sequence[Use],
    areas: Mapping[str, int],
    outputs: Mapping[str, Any],
    seconds: float,
) -> None:
    """Print what was done, what exists by area, and the next commands."""
    from rich.console import Console
    from rich.table import Table

    # Commands are there to be copied, so none is cut; a narrow terminal wraps them itself.
    console = Console(width=200, soft_wrap=True, highlight=False)
    console.print(f"\n[bold]{stack}[/bold] is up in the sandbox, and was used:")
    for done in used:
        console.print(f"  [green]✓[/green] {done.what}: {done.seen}", markup=True)
    table = Table(box=None, pad_edge=False, title=None)
    table.add_column("area", style="bold")
    table.add_column("resources", justify="right")
    table.add_column("look at it with", no_wrap=True)
    for area in sorted(areas):
        table.add_row(area, str(areas[area]), LOOK.get(area, "").format(**outputs))
    table.add_row("all", str(sum(areas.values())), f"pulumi stack --stack {stack}")
    console.print()
    console.print(table)
    console.print(f"\n{seconds} s. Next:")
    for command, why in NEXT:
        console.print(f"  {command.format(stack=stack)}   [dim]# {why}[/dim]")
