"""Where in a team's spec the cause of a finding can be changed."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import get_origin

from blueprints import BLUEPRINTS
from cli.finding import Finding, Place
from generator.generate import FOLDER
from generator.spec import TeamSpec
from generator.yaml_reader import Document, parents, read_yaml
from plan.plan import Plan, Resource

_STACK = "pulumi:pulumi:Stack"
_CODE = Path(__file__).resolve().parents[2]


class Places:
    """The lines of one team's spec."""

    def __init__(self, root: Path, spec: TeamSpec) -> None:
        self._path = root / FOLDER / f"{spec.team}.yaml"
        self._spec = spec

    @property
    def file(self) -> str:
        """Path of the spec below the repository."""
        return f"{FOLDER}/{self._path.name}"

    def located(self, finding: Finding, plan: Plan | None, environment: str) -> Finding:
        """Return the finding with its place, where it has none yet.

        The place of a resource is that of the settings of the part it belongs to. Which of these
        settings is the cause, only the message says. Where no part can be told, it is the spec.
        """
        if finding.place is not None:
            return finding
        declared = self._declared(plan.by_urn().get(finding.urn)) if plan else None
        if finding.check == "compose":
            field = self._setting_in(finding.where)
        else:
            field = self._part(finding, plan, environment) if plan else ""
        place = self._of_setting(field, environment) if field else Place(self.file)
        return replace(finding, place=place, declared_at=declared)

    def of_field(self, field: str) -> Place:
        """Place of a field of the spec, or of the nearest one above it that is there."""
        for path in (field, *parents(field)):
            if path in self._document.lines:
                return Place(self.file, self._document.lines[path], field, given=path == field)
        return Place(self.file, 0, field, given=False)

    def _of_setting(self, field: str, environment: str) -> Place:
        """Place of a setting: the environment's own, else the team's."""
        own = f"environments.{environment}.settings.{field}"
        return self.of_field(own if own in self._document.lines else f"settings.{field}")

    def _part(self, finding: Finding, plan: Plan, environment: str) -> str:
        """Field of the settings of the part that a resource belongs to; empty if there is none."""
        part = _part_of(finding.urn, plan)
        if part is None:
            return ""
        blueprint = BLUEPRINTS[self._spec.level]
        for field, component in blueprint.part_types.items():
            if (
                field in blueprint.model_fields
                and part.type == f"stepwell:index:{component.__name__}"
            ):
                return self._entry(field, part, environment)
        return ""

    def _declared(self, resource: Resource | None) -> Place | None:
        path, _, line = (resource.declared_at if resource else "").rpartition(":")
        for root in (self._path.parents[1], _CODE):
            if path and Path(path).is_relative_to(root):
                return Place(Path(path).relative_to(root).as_posix(), int(line))
        return None

    def _entry(self, field: str, part: Resource, environment: str) -> str:
        """Which of several parts of one kind it is: `scorer` of `fraud-dev-endpoint-scorer`.

        One that the spec does not name, as in a state that is ahead of it, has no place there.
        """
        if get_origin(BLUEPRINTS[self._spec.level].model_fields[field].annotation) is not dict:
            return field
        given = self._spec.settings_of(environment).get(field)
        keys = [key for key in given or () if part.name.endswith(f"-{key}")]
        return f"{field}.{max(keys, key=len)}" if keys else ""

    def _setting_in(self, where: str) -> str:
        """The setting that a message of the composition starts with; empty if it is none."""
        known = BLUEPRINTS[self._spec.level].model_fields
        return where if where.split(".")[0].split("[")[0] in known else ""

    @cached_property
    def _document(self) -> Document:
        """The spec as it is written; read only when something was found, as it takes its time."""
        return read_yaml(self._path.read_bytes() if self._path.is_file() else b"")


def _part_of(urn: str, plan: Plan) -> Resource | None:
    """The component directly below the stack that a resource belongs to."""
    above = list(_upwards(urn, plan))
    if above and above[-1].type == _STACK:
        above.pop()
    return above[-1] if above else None


def _upwards(urn: str, plan: Plan) -> Iterator[Resource]:
    by_urn = plan.by_urn()
    found = by_urn.get(urn)
    while found is not None:
        yield found
        found = by_urn.get(found.parent or "")
