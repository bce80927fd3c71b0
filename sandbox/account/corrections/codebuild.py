"""Corrections of CodeBuild."""

from collections.abc import Mapping
from typing import Any

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, before_call


@after_call("codebuild", "CreateProject")
def keep_all(context: Context, result: dict[str, Any]) -> None:
    """Moto forgets most of what a project was made with."""
    result["project"].update(_update(context))


@before_call("codebuild", "UpdateProject")
def update_project(context: Context) -> Mapping[str, Any]:
    """Moto has no UpdateProject, which changes what is given and leaves the rest."""
    return {"project": _update(context)}


def _update(context: Context) -> dict[str, Any]:
    project = context.backend().codebuild_projects[context.params["name"]]
    project.project_metadata.update(context.params)
    return project.project_metadata
