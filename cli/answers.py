"""Where the answers of `stepwell new` come from: flags, a file, the spec on disk, questions."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from cli.errors import UsageProblem
from generator.answers import (
    DEFAULT_ENVIRONMENTS,
    DEFAULT_REGION,
    REQUIRED,
    completed,
    environments,
    reason_against,
)
from generator.errors import SpecError, SpecProblem
from generator.folder import Folder, folder_problems, open_folder
from generator.generate import FOLDER
from generator.loader import Blueprints, fill_empty_sections, load_spec, spec_of
from generator.spec import TeamSpec
from generator.spec_text import spec_text
from generator.yaml_reader import Document, read_yaml


def from_flags(
    *,
    team: str | None,
    owner: str | None,
    cost_center: str | None,
    region: str | None,
    level: int | None,
    environments: str | None,
    accounts: Sequence[str],
    blueprints: Blueprints,
) -> dict[str, Any]:
    """Return the fields of a spec that the flags give."""
    given: dict[str, Any] = {
        "team": team,
        "level": level,
        "owner": owner,
        "cost_center": cost_center,
        "region": region,
    }
    if environments is not None or accounts:
        given["environments"] = _environments(environments, accounts, level, blueprints)
    return {name: value for name, value in given.items() if value is not None}


def _environments(
    text: str | None, accounts: Sequence[str], level: int | None, blueprints: Blueprints
) -> dict[str, Any]:
    names = (
        list(DEFAULT_ENVIRONMENTS)
        if text is None
        else [name.strip() for name in text.split(",") if name.strip()]
    )
    by_name = dict[str, str]()
    for account in accounts:
        name, sign, number = account.partition("=")
        if not sign or name not in names:
            raise UsageProblem(
                f"--account: must be <environment>=<12 digits> with one of {', '.join(names)}, "
                f"got {account!r}"
            )
        by_name[name] = number
    blueprint = blueprints.get(min(blueprints) if level is None else level)
    return environments(names, by_name, blueprint or blueprints[min(blueprints)])


def answered(
    root: Path,
    flags: Mapping[str, Any],
    file: Path | None,
    blueprints: Blueprints,
    *,
    ask: bool,
    defaults: bool,
    overwrite: bool,
) -> tuple[TeamSpec, str | None]:
    """Return the team's spec, and its new text if it has to be written.

    Raises:
        UsageProblem: when an answer is missing, or would change a spec that people edit.
        SpecError: when the answers, or the spec that is there, have mistakes.
    """
    document = _document(file)
    shown = str(file) if file is not None else "answers"
    if document.problems:
        raise SpecError(SpecProblem(shown, p.line, p.field, p.reason) for p in document.problems)
    document.data = {**document.data, **flags}
    given = document.data
    if "team" not in given:
        if not ask:
            raise UsageProblem("TEAM: is required, got nothing\ntry `stepwell new fraud`")
        given["team"] = _ask("team", "Name of the team")
    path = root / FOLDER / f"{given['team']}.yaml"
    if not reason_against("team", given["team"]) and path.exists():
        spec = load_spec(path, blueprints, file=f"{FOLDER}/{path.name}")
        known = spec.model_dump(mode="json", exclude_unset=True)
        differing = [name for name, value in given.items() if known.get(name) != value]
        if not differing:
            return spec, None
        if not overwrite:
            raise UsageProblem(
                f"{FOLDER}/{path.name}: must say the same as the answers, got another "
                f"{', '.join(differing)}\nedit the file and run `stepwell new {spec.team}`, "
                "or add --overwrite to write it anew without its comments"
            )
        document.data = {**known, **given}
    else:
        if ask:
            _ask_for_missing(given, blueprints)
        _require_all(given, defaults=defaults)
        document.data = completed(given, blueprints)
    spec = spec_of(document, blueprints, file=shown)
    _refuse_clash(root, spec, blueprints)
    return spec, spec_text(spec, blueprints)


def _document(file: Path | None) -> Document:
    if file is None:
        return Document()
    try:
        document = read_yaml(file.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageProblem(f"--answers {file}: must be a readable file, got {reason}") from error
    fill_empty_sections(document.data)
    return document


def _require_all(given: Mapping[str, Any], *, defaults: bool) -> None:
    asked = REQUIRED if defaults else (*REQUIRED, "region", "environments")
    missing = [f"--{name.replace('_', '-')}" for name in asked if name not in given]
    if missing:
        hint = "" if defaults else "\n--yes takes the default of every flag that has one"
        flags = ", ".join(missing)
        raise UsageProblem(f"{flags}: is required without a terminal to ask on{hint}")


def _ask_for_missing(given: dict[str, Any], blueprints: Blueprints) -> None:
    if "owner" not in given:
        given["owner"] = _ask("owner", "Who answers for it (e-mail)", _git_address())
    if "cost_center" not in given:
        given["cost_center"] = _ask("cost_center", "Cost center")
    if "region" not in given:
        here = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
        given["region"] = _ask("region", "AWS region", here or DEFAULT_REGION)
    if "environments" not in given:
        names = typer.prompt("Environments", default=",".join(DEFAULT_ENVIRONMENTS))
        given["environments"] = _environments(names, (), given.get("level"), blueprints)


def _ask(field: str, question: str, default: str | None = None) -> str:
    """Ask until the answer is one that the spec takes."""
    while True:
        answer = str(typer.prompt(question, default=default)).strip()
        reason = reason_against(field, answer)
        if not reason:
            return answer
        typer.echo(f"{field}: {reason}", err=True)


def _git_address() -> str | None:
    """The address that Git knows the person by."""
    try:
        found = subprocess.run(
            ["git", "config", "user.email"],
            capture_output=True,
            text=True,
            timeout=2,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    address = found.stdout.strip()
    return None if reason_against("owner", address) else address


def _refuse_clash(root: Path, spec: TeamSpec, blueprints: Blueprints) -> None:
    """Refuse a new team whose stacks would collide with those that are there."""
    folder = open_folder(root, blueprints)
    before = set(folder_problems(folder))
    specs = {**folder.specs, spec.team: spec}
    after = set(folder_problems(Folder(root, specs, folder.broken)))
    if found := sorted(after - before):
        raise UsageProblem("\n".join(str(problem) for problem in found))
