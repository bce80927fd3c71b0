"""All specs and stack files of a repository, and whether they belong together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import SpecError, SpecProblem
from generator.generate import FOLDER, render, stack_config, stack_file_name
from generator.loader import Blueprints, load_spec
from generator.spec import TeamSpec
from generator.stack_file import State, read_stack_file


@dataclass(frozen=True)
class Folder:
    """The specs of a repository, loaded as far as they are right."""

    root: Path
    """Folder of the repository."""

    specs: Mapping[str, TeamSpec] = field(default_factory=dict[str, TeamSpec])
    """Specs by team, those with mistakes left out."""

    broken: Mapping[str, SpecError] = field(default_factory=dict[str, SpecError])
    """What is wrong with the other specs, by the name of their file without its ending."""

    def stacks(self) -> dict[str, tuple[TeamSpec, str]]:
        """Team and environment of every stack that a spec asks for, by name of the stack."""
        return {
            spec.stack_name(environment): (spec, environment)
            for spec in self.specs.values()
            for environment in spec.environments
        }


def open_folder(root: Path, blueprints: Blueprints) -> Folder:
    """Load every spec below `root`."""
    specs = dict[str, TeamSpec]()
    broken = dict[str, SpecError]()
    for path in spec_paths(root):
        try:
            specs[path.stem] = load_spec(path, blueprints, file=f"{FOLDER}/{path.name}")
        except SpecError as error:
            broken[path.stem] = error
    return Folder(root, specs, broken)


def spec_paths(root: Path) -> list[Path]:
    """Paths of all specs, in order of their names."""
    return [path for path in _yaml_files(root) if not path.name.startswith("Pulumi.")]


def stack_file_problems(root: Path, spec: TeamSpec, environment: str) -> Iterator[SpecProblem]:
    """Yield how the file of one of a spec's stacks differs from the spec."""
    path = root / FOLDER / stack_file_name(spec.stack_name(environment))
    file = f"{FOLDER}/{path.name}"
    command = f"run `stepwell new {spec.team}`"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        yield SpecProblem(file, 0, "", f"must be generated, got no such file; {command}")
        return
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        yield SpecProblem(file, 0, "", f"must be a readable file, got {reason}")
        return
    wanted = stack_config(spec, environment)
    if content == render(spec.team, wanted).encode():
        # The usual case, without the cost of reading YAML.
        return
    found = read_stack_file(content)
    match found.state(wanted):
        case State.CURRENT:
            return
        case State.STALE:
            reason = f"must say what {FOLDER}/{spec.team}.yaml says, got an older version"
            yield SpecProblem(file, 0, "", f"{reason}; {command}")
        case State.EDITED:
            reason = f"must not be edited by hand, got other values than {spec.team}.yaml gives"
            fix = f"move the change there, then {command} --overwrite"
            yield SpecProblem(file, 0, "", f"{reason}; {fix}")
        case State.UNREADABLE:
            for problem in found.problems:
                yield SpecProblem(file, problem.line, problem.field, problem.reason)


def folder_problems(folder: Folder) -> Iterator[SpecProblem]:
    """Yield what is wrong between files: names that clash, and files without a spec."""
    yield from _misnamed(folder.root)
    yield from _orphans(folder)
    yield from _clashes(folder)


def _misnamed(root: Path) -> Iterator[SpecProblem]:
    seen = dict[str, Path]()
    for path in _yaml_files(root):
        file = f"{FOLDER}/{path.name}"
        if path.suffix != ".yaml":
            yield SpecProblem(file, 0, "", f"must end in .yaml, got {path.suffix!r}; rename it")
        twin = seen.setdefault(path.stem.lower(), path)
        if twin is not path:
            reason = f"must differ from {twin.name} in more than case and ending; remove one"
            yield SpecProblem(file, 0, "", reason)


def _orphans(folder: Folder) -> Iterator[SpecProblem]:
    """Generated files that no spec asks for; a broken spec may ask for any of its name."""
    stacks = folder.stacks()
    for path in _yaml_files(folder.root):
        stack = path.stem.removeprefix("Pulumi.")
        if stack == path.stem or stack in stacks:
            continue
        if any(stack.startswith(f"{team}-") for team in folder.broken):
            continue
        team, _, environment = stack.rpartition("-")
        fix = (
            f"add {environment!r} to the environments of {team}.yaml"
            if team in folder.specs
            else f"write a spec with `stepwell new {team or stack}`"
        )
        reason = f"must belong to a spec, got none that asks for the stack {stack!r}"
        yield SpecProblem(f"{FOLDER}/{path.name}", 0, "", f"{reason}; {fix}, or remove the file")


def _clashes(folder: Folder) -> Iterator[SpecProblem]:
    """Stacks whose names are the same, or reach into each other's permissions."""
    owners = dict[str, tuple[TeamSpec, str]]()
    for spec in folder.specs.values():
        for environment in spec.environments:
            name = spec.stack_name(environment)
            other = owners.setdefault(name, (spec, environment))[0]
            if other is not spec:
                reason = f"must not make the stack {name!r}, which {other.team}.yaml makes too"
                yield SpecProblem(_file(spec), 0, f"environments.{environment}", reason)
    for longer, (other, _) in owners.items():
        parts = longer.split("-")
        for end in range(1, len(parts)):
            name = "-".join(parts[:end])
            if name not in owners:
                continue
            # Roles are limited to names that start with `<stack>-`.
            spec, environment = owners[name]
            reason = (
                f"must not make the stack {name!r}, the start of {longer!r}: its roles "
                f"would reach what team {other.team} owns"
            )
            yield SpecProblem(_file(spec), 0, f"environments.{environment}", reason)


def _file(spec: TeamSpec) -> str:
    return f"{FOLDER}/{spec.team}.yaml"


def _yaml_files(root: Path) -> list[Path]:
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix in (".yaml", ".yml") and p.is_file())
