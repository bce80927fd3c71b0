"""The text of a new spec: every field explained, so that a person can go on from there."""

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pydantic import BaseModel

from generator.loader import Blueprints
from generator.spec import EnvironmentSpec, ExceptionSpec, TeamSpec
from generator.yaml_writer import yaml_text


def spec_text(spec: TeamSpec, blueprints: Blueprints) -> str:
    """Return `spec` as the commented YAML that a team edits; the same spec, the same text."""
    environment = Environment(
        loader=PackageLoader("generator"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters["comment"] = _comment
    environment.filters["yaml"] = _yaml
    data = spec.model_dump(mode="json", exclude_unset=True)
    text = environment.get_template("team.yaml.j2").render(
        team=spec.team,
        level=spec.level,
        fields=[(name, data.get(name, _empty(name))) for name in TeamSpec.model_fields],
        descriptions={name: f.description for name, f in TeamSpec.model_fields.items()},
        details=defaultdict(
            list,
            settings=list(_fields(blueprints[spec.level])),
            environments=list(_fields(EnvironmentSpec)),
            exceptions=list(_fields(ExceptionSpec)),
        ),
    )
    return f"{text.rstrip()}\n"


def _empty(name: str) -> Any:
    return [] if name in ("policy_packs", "exceptions") else {}


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml_text(data).rstrip("\n")


def _comment(text: str, indent: str = "") -> str:
    lines = textwrap.wrap(_one_line(text), 98 - len(indent), subsequent_indent=indent)
    return "\n".join(f"# {indent}{line}" for line in lines)


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Name and first sentence of every field of a model."""
    for name, field in model.model_fields.items():
        yield name, re.split(r"(?<=\.) ", _one_line(field.description or ""))[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())
