"""moto forgets most of a CodeBuild project, and has no UpdateProject."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call
from sandbox.account.errors import AwsError


@after_call("codebuild", "CreateProject")
def keep_all(context: Context, result: dict[str, Any]) -> None:
    """Keep what the project was made with."""
    result["project"].update(_update(context))


@before_call("codebuild", "UpdateProject")
def update_project(context: Context) -> Mapping[str, Any]:
    """Change what is given, and leave the rest."""
    return {"project": _update(context)}


def _update(context: Context) -> dict[str, Any]:
    name = context.params["name"]
    project = context.backend().codebuild_projects.get(name)
    if project is None:
        message = f"Project cannot be found: {context.arn(f'project/{name}')}"
        raise AwsError("ResourceNotFoundException", message)
    project.project_metadata.update(context.params)
    return project.project_metadata
