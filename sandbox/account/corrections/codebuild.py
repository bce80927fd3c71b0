"""Corrections of CodeBuild."""

from collections.abc import Mapping
from typing import Any

from moto.codebuild import responses

from sandbox.account.context import Context
from sandbox.account.corrections import after_call, around, before_call


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


@around(responses, "_validate_required_params_source")
@around(responses, "_validate_required_params_artifacts")
def without_a_place(moto: Any, part: dict[str, Any]) -> None:
    """Moto wants a location of what a pipeline hands over, and of no source at all."""
    if part["type"] not in ("CODEPIPELINE", "NO_SOURCE"):
        moto(part)
