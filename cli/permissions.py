"""`stepwell permissions`: the rights that deploying one stack takes, and no more."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cli.deploy_role import DeployRole


class Operation(StrEnum):
    """A command of the engine."""

    PREVIEW = "preview"
    REFRESH = "refresh"
    UP = "up"
    DESTROY = "destroy"


def permissions(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="Name of the stack: fraud-dev.")],
    operation: Annotated[
        Operation, typer.Option(help="What the role is to do; `up` includes all the others.")
    ] = Operation.UP,
    account: Annotated[
        str, typer.Option(metavar="DIGITS", help="AWS account. Default: that of the spec.")
    ] = "",
    boundary_arn: Annotated[
        str,
        typer.Option(
            metavar="ARN",
            help="The stack's boundary, once it exists: the only one for its roles, and fixed.",
        ),
    ] = "",
    state_bucket: Annotated[
        str, typer.Option(metavar="NAME", help="Bucket of Pulumi's state.")
    ] = "",
    state_key_arn: Annotated[
        str, typer.Option(metavar="ARN", help="KMS key of the state and its secrets.")
    ] = "",
    github: Annotated[
        str, typer.Option(metavar="OWNER/NAME", help="Trust this repository on GitHub.")
    ] = "",
    gitlab: Annotated[
        str, typer.Option(metavar="GROUP/PROJECT", help="Trust this project on GitLab.")
    ] = "",
    branch: Annotated[
        str, typer.Option(help="Branch of the repository that deploys. Default: main.")
    ] = "",
    environment: Annotated[
        str, typer.Option(help="Environment on GitHub that deploys, instead of the branch.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the documents there.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the documents as JSON.")] = False,
) -> None:
    """Derive the IAM policies that deploying a stack takes, from its plan.

    Composes the stack in process: no credentials, no engine, no network. Says what needs each
    action. IAM's limits on sizes are kept: each document is one managed policy.
    """
    from cli.imports import heavy_imports
    from cli.project import repository_root

    with heavy_imports():
        from analysis.permissions.state import StateBackend
        from cli.deploy_role import Asked, deploy_role
        from cli.deploy_source import check_forms, source_of
        from cli.permission_files import write_role
        from cli.permission_table import show_role

    source = source_of(github, gitlab, branch, environment)
    check_forms(boundary_arn=boundary_arn, state_bucket=state_bucket, state_key_arn=state_key_arn)
    role = deploy_role(
        repository_root(),
        Asked(
            stack,
            operation.value,
            account,
            boundary_arn,
            StateBackend(state_bucket, state_key_arn),
            source,
        ),
    )
    if output is not None:
        write_role(role, output)
    if as_json:
        typer.echo(_as_json(stack, operation, role))
    else:
        show_role(role, output)


def _as_json(stack: str, operation: Operation, role: "DeployRole") -> str:
    why = dict[str, set[str]]()
    for right in role.why:
        why.setdefault(right.action, set()).add(right.needed_by)
    return json.dumps(
        {
            "ok": True,
            "stack": stack,
            "operation": operation.value,
            "role": role.name,
            "trust": role.trust,
            "policies": role.policies,
            "why": {action: sorted(names) for action, names in sorted(why.items())},
        },
        indent=2,
    )
