"""What the blueprint says about a team's settings, told where the team wrote them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from blueprints.blueprint import Blueprint, SettingsError
from components.errors import Problem
from generator.errors import SpecProblem
from generator.field_names import unknown_field
from generator.spec import merged
from generator.wording import unknown
from generator.yaml_reader import Document, join, parents


def settings_problems(
    document: Document, level: int, blueprints: Mapping[int, type[Blueprint]], file: str
) -> Iterator[SpecProblem]:
    """Yield what is wrong with the merged settings of each environment, each problem once.

    `blueprints` has that of the `level`, and tells what a field of another level is.
    """
    team = document.data.get("settings", {})
    environments = document.data.get("environments")
    if not isinstance(team, dict) or not isinstance(environments, dict):
        return
    settings = {
        name: merged(team, environment.get("settings", {}))
        for name, environment in environments.items()
        if isinstance(environment, dict) and isinstance(environment.get("settings", {}), dict)
    }
    found = dict[tuple[int, str, str], list[str]]()
    for name, values in settings.items():
        for problem in dict.fromkeys(_problems(values, level, blueprints)):
            line, field = _place(document, name, problem.field)
            found.setdefault((line, field, problem.reason), []).append(name)
    for (line, field, reason), names in found.items():
        shared = not field.startswith("environments.") and len(names) < len(settings)
        where = f" (environment {', '.join(names)})" if shared else ""
        yield SpecProblem(file, line, field, f"{reason}{where}")


def without_higher(
    data: dict[str, Any], level: int, blueprints: Mapping[int, type[Blueprint]]
) -> dict[str, Any]:
    """A copy of a spec's data without the settings that only levels above `level` have."""
    above = {name for n, b in blueprints.items() if n > level for name in b.model_fields}
    places = ("settings", *(f"environments.{name}.settings" for name in data["environments"]))
    higher = above - blueprints[level].model_fields.keys()
    return _without(data, [join(place, name) for place in places for name in higher])


def _problems(
    settings: dict[str, Any], level: int, blueprints: Mapping[int, type[Blueprint]]
) -> Iterator[Problem]:
    schema = _schema(blueprints[level])
    try:
        blueprints[level].from_settings(settings)
    except SettingsError as error:
        for problem in error.problems:
            if unknown_field(schema, problem.field) is None:
                yield problem
        strangers = [p.field for p in error.problems if unknown_field(schema, p.field)]
        for field in strangers:
            higher = _level_with(field, level, blueprints)
            reason = f"is a field of level {higher}, got level {level}"
            yield Problem(field, unknown(field, schema) if higher is None else reason)
        # A blueprint looks for contradictions only in parts that have no stranger among their
        # fields, so a second look without the strangers finds the rest.
        known = _without(settings, strangers)
        if known != settings:
            yield from _problems(known, level, blueprints)


def _level_with(field: str, level: int, blueprints: Mapping[int, type[Blueprint]]) -> int | None:
    """The lowest level above `level` that has the field, if any."""
    above = sorted(n for n in blueprints if n > level)
    return next((n for n in above if unknown_field(_schema(blueprints[n]), field) is None), None)


def _without(value: Any, fields: list[str], path: str = "") -> Any:
    """A copy of `value` without the fields of those paths."""
    if not isinstance(value, dict):
        return value
    return {
        key: _without(item, fields, join(path, key))
        for key, item in value.items()
        if join(path, key) not in fields
    }


@cache
def _schema(blueprint: type[Blueprint]) -> dict[str, Any]:
    return blueprint.model_json_schema()


def _place(document: Document, environment: str, field: str) -> tuple[int, str]:
    """Line and full path of a field of the settings, where its writer would look for it."""
    own = join(join("environments", environment), "settings")
    for path in (field, *parents(field)):
        for base in (own, "settings"):
            full = join(base, path) if path else base
            if full in document.lines:
                return document.lines[full], join(base, field) if field else base
    return document.lines.get("environments", 0), join("settings", field) if field else "settings"
