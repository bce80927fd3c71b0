"""The schema file of a team's feature groups, in the repository that the stack is in."""

from pathlib import Path, PurePosixPath

from components.errors import Problem
from components.parts.features.schema import GroupSchema, parse


def read_schema(path: str) -> tuple[dict[str, GroupSchema], list[Problem]]:
    """Groups in the file at `path`, which is relative to the project, and what is wrong with it."""
    asked = PurePosixPath(path)
    if asked.is_absolute() or ".." in asked.parts or asked.suffix not in (".yaml", ".yml"):
        return {}, [Problem("", f"must be the path of a YAML file below the project, got {path!r}")]
    try:
        text = (project_root() / asked).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
        return {}, [Problem("", f"must be a file of the project, got {path!r}: {reason}")]
    return read_text(text)


def read_text(text: str) -> tuple[dict[str, GroupSchema], list[Problem]]:
    """Groups in the text of a schema file, also of an earlier version of it."""
    # Takes 30 ms, and only stacks with feature groups need it.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        content = YAML(typ="safe", pure=True).load(text)
    except YAMLError as error:
        first = str(getattr(error, "problem", None) or error).splitlines()[0]
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark is not None else ""
        return {}, [Problem("", f"must be YAML, got a mistake{where}: {first}")]
    return parse(content)


def project_root() -> Path:
    """Folder of the Pulumi project: the nearest one at or above the current folder.

    The engine runs a program in it, and the command line works from below it. Outside of any, it
    is the repository that this file is in.
    """
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "Pulumi.yaml").is_file():
            return folder
    return Path(__file__).resolve().parents[3]
