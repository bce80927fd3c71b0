"""Which files `stepwell new` would write, and what it refuses to overwrite."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cli.files import unified_diff
from generator.errors import GeneratorError
from generator.generate import FOLDER, generate, stack_config
from generator.spec import TeamSpec
from generator.stack_file import State, read_stack_file


class Action(StrEnum):
    """What happens to a file."""

    CREATE = "create"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True)
class Change:
    """One file before and after."""

    path: str
    """Path below the repository."""

    before: str | None
    """Its text, None when there is no such file."""

    after: str
    """The text it is to have."""

    @property
    def action(self) -> Action:
        """What happens to the file."""
        if self.before is None:
            return Action.CREATE
        return Action.KEEP if self.before == self.after else Action.CHANGE

    @property
    def diff(self) -> str:
        """The difference as a patch."""
        return unified_diff(self.path, self.before or "", self.after)


def changes(
    root: Path, spec: TeamSpec, spec_text: str | None, *, overwrite: bool = False
) -> list[Change]:
    """Return every file of `spec`, the spec itself only when `spec_text` gives it a new text.

    Raises:
        GeneratorError: when a change that somebody made by hand would be lost.
    """
    found = list[Change]()
    refused = list[str]()
    if spec_text is not None:
        path = f"{FOLDER}/{spec.team}.yaml"
        found.append(Change(path, _text(root / path), spec_text))
    for (path, text), environment in zip(generate(spec).items(), spec.environments, strict=True):
        file = root / path
        if not file.exists():
            found.append(Change(path, None, text))
            continue
        content = file.read_bytes()
        on_disk = read_stack_file(content)
        state = on_disk.state(stack_config(spec, environment))
        if state is State.UNREADABLE:
            # Never overwritten, not even on request: the key to the stack's secrets may be in it.
            where = f"{path}:{on_disk.problems[0].line}"
            refused.append(f"{where}: {on_disk.problems[0].reason}; mend or remove the file")
            continue
        before = content.decode("utf-8")
        after = before if state is State.CURRENT else on_disk.carried_over(text)
        change = Change(path, before, after)
        if state is State.EDITED and not overwrite:
            fix = f"move your change to {FOLDER}/{spec.team}.yaml, or add --overwrite to lose it"
            reason = "must not be edited by hand, got other values than the spec gives"
            refused.append(f"{path}: {reason}\n{change.diff}{fix}")
        found.append(change)
    if refused:
        raise GeneratorError("\n".join(refused))
    return found


def left_behind(root: Path, spec: TeamSpec) -> Iterator[str]:
    """Paths of stack files of environments that the spec no longer has."""
    wanted = {Path(path).name for path in generate(spec)}
    for path in sorted((root / FOLDER).glob(f"Pulumi.{spec.team}-*.yaml")):
        team = read_stack_file(path.read_bytes()).generated.get("stepwell:team")
        if path.name not in wanted and team == spec.team:
            yield f"{FOLDER}/{path.name}"


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else None
