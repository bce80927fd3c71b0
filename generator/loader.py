"""Reads a team's spec: either a `TeamSpec`, or every problem of the file at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from blueprints.blueprint import Blueprint, MaturityLevel
from generator.errors import HigherLevelError, SpecError, SpecProblem
from generator.placeholders import placeholders
from generator.settings_problems import settings_problems, without_higher
from generator.spec import TeamSpec
from generator.wording import field_of, reason_of, shown
from generator.yaml_reader import MAX_BYTES, Document, parents, read_yaml

Blueprints = Mapping[int, type[Blueprint]]
"""The blueprints that there are, by maturity level."""


def load_spec(path: Path, blueprints: Blueprints, *, file: str = "") -> TeamSpec:
    """Read the spec at `path`, whose file name says which team it is for.

    Args:
        path: The file to read.
        blueprints: What may be asked for.
        file: How messages call the file; its path when left out.

    Raises:
        SpecError: with every problem of the file.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"must be a readable file, got {(error.strerror or str(error)).lower()}"
        raise SpecError([SpecProblem(file or str(path), 0, "", reason)]) from error
    return parse_spec(content, blueprints, file=file or str(path), team=path.stem)


def parse_spec(
    content: bytes, blueprints: Blueprints, *, file: str, team: str | None = None
) -> TeamSpec:
    """Return the spec in `content`; `team`, if given, is whose it has to be.

    Raises:
        SpecError: with every problem of the file.
    """
    return spec_of(read_yaml(content), blueprints, file=file, team=team)


def spec_of(
    document: Document, blueprints: Blueprints, *, file: str, team: str | None = None
) -> TeamSpec:
    """Return the spec in a YAML document; `team`, if given, is whose it has to be.

    Raises:
        SpecError: with every problem of the document.
        HigherLevelError: where settings of a higher level are all that is wrong with it.
    """
    fill_empty_sections(document.data)
    problems = [SpecProblem(file, p.line, p.field, p.reason) for p in document.problems]
    if problems and not document.data:
        raise SpecError(problems)
    spec, found = _validated(document, file)
    problems += found
    problems += _level_problems(document, blueprints, file)
    problems += [
        SpecProblem(file, _line(document, field), field, reason)
        for field, reason in placeholders(document.data)
    ]
    given = document.data.get("team")
    if team is not None and isinstance(given, str) and given != team:
        reason = f"must be {team!r}, as the name of the file says, got {given!r}"
        problems.append(SpecProblem(file, _line(document, "team"), "team", reason))
    if spec is None:
        raise SpecError(problems)
    if problems:
        rest = _rest(document, spec, blueprints, file, team)
        raise SpecError(problems) if rest is None else HigherLevelError(problems, rest)
    return spec


def _rest(
    document: Document, spec: TeamSpec, blueprints: Blueprints, file: str, team: str | None
) -> TeamSpec | None:
    """The spec without settings of higher levels, None where more than those is wrong with it."""
    if spec.level not in blueprints:
        return None
    data = without_higher(document.data, spec.level, blueprints)
    if data == document.data:
        return None
    try:
        return spec_of(replace(document, data=data), blueprints, file=file, team=team)
    except SpecError:
        return None


def fill_empty_sections(data: dict[str, Any]) -> None:
    """Take `dev:` with nothing behind it for an environment in which nothing differs."""
    for section, empty in (("settings", {}), ("policy_packs", []), ("exceptions", [])):
        if section in data and data[section] is None:
            data[section] = empty
    environments = data.get("environments")
    if not isinstance(environments, dict):
        return
    for name, environment in environments.items():
        if environment is None:
            environments[name] = {}
        elif isinstance(environment, dict):
            for section, empty in (("settings", {}), ("policy_packs", [])):
                if section in environment and environment[section] is None:
                    environment[section] = empty


def _validated(document: Document, file: str) -> tuple[TeamSpec | None, list[SpecProblem]]:
    try:
        # As JSON, because a strict model takes neither a date nor a tuple from plain YAML data.
        return TeamSpec.model_validate_json(json.dumps(document.data)), []
    except ValidationError as error:
        return None, [
            SpecProblem(file, _line(document, field_of(d)), field_of(d), reason_of(d, TeamSpec))
            for d in error.errors(include_url=False)
        ]


def _level_problems(document: Document, blueprints: Blueprints, file: str) -> Iterator[SpecProblem]:
    """Problems of the level, and of the settings as its blueprint sees them."""
    level = document.data.get("level")
    if not isinstance(level, int) or isinstance(level, bool):
        return
    if level in blueprints:
        yield from settings_problems(document, level, blueprints, file)
        return
    known = " or ".join(f"{n} ({_title(n)})" for n in sorted(blueprints))
    reason = f"must be {known}, got {shown(level)}"
    yield SpecProblem(file, _line(document, "level"), "level", reason)


def _title(level: int) -> str:
    return MaturityLevel(level).name.lower().replace("_", " ")


def _line(document: Document, field: str) -> int:
    """Line of a field, or of the nearest one above it."""
    for path in (field, *parents(field)):
        if path in document.lines:
            return document.lines[path]
    return 0
