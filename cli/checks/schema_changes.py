"""Changes of a schema file that cannot be deployed, told before anything runs.

A preview shows them as updates like any other, and the deployment fails in the middle. What is
deployed is taken to be what the main branch says, so nothing but git is asked.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cli.checks.context import StackContext
from cli.finding import Finding, Place, Weight
from cli.git import asked, left_at, main_branch
from components.parts.features.changes import refused_changes
from components.parts.features.schema_file import read_text


def schema_changes(context: StackContext) -> Iterator[Finding]:
    """Yield what the schema file of a stack must not change against the main branch.

    Where there is no version to compare with, there is nothing to say: no git, no commit yet, a
    new file, or a clone without the main branch.
    """
    settings = context.config.get("stepwell:settings", {})
    file = settings.get("feature_store", {}).get("schema_file")
    if file is None:
        return
    earlier = _on_main(context.root, file)
    text = _now(context.root / file)
    if earlier is None or earlier == text:
        return
    (before, never_deployed), (after, mistakes) = read_text(earlier), read_text(text)
    if never_deployed or mistakes:
        return
    may_go = before.keys() - after.keys() if not settings.get("protect_data", True) else ()
    for problem in refused_changes(before, after):
        yield Finding(
            context.stack,
            "features",
            f"{file}: {problem.field}",
            problem.reason,
            Weight.ADVISORY if problem.field in may_go else Weight.MANDATORY,
            place=Place(file),
        )


def _now(path: Path) -> str:
    """Text of a file; empty where an in-house feature store means something else by its name."""
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _on_main(root: Path, file: str) -> str | None:
    """Text that a file had where the current branch left the main branch.

    On the main branch itself this is the last commit, or the last one that was pushed.
    """
    base = left_at(root, main_branch(root) or "HEAD")
    return asked(root, "show", f"{base}:./{PurePosixPath(file)}") if base else None
