"""moto forgets most of a CodeBuild project, has no UpdateProject, and wants a place for nothing.

What a pipeline hands over, and no source at all, have no location.
"""

from collections.abc import Mapping
from typing import Any

from moto.codebuild import responses

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call, replace
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


def _without_place(check: Any) -> Any:
    def checked(part: dict[str, Any]) -> None:
        if part["type"] not in ("CODEPIPELINE", "NO_SOURCE"):
            check(part)

    return checked


for _part in ("_validate_required_params_source", "_validate_required_params_artifacts"):
    replace(responses, _part, _without_place(getattr(responses, _part)))
