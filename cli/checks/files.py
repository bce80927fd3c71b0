"""Whether the committed files say what the specs say, and belong together."""

from collections.abc import Iterator

from cli.checks.context import StackContext
from cli.finding import Finding, Place
from generator.errors import SpecProblem
from generator.folder import Folder, folder_problems, stack_file_problems


def stack_file(context: StackContext) -> Iterator[Finding]:
    """Yield how the generated file of a stack differs from the spec."""
    for p in stack_file_problems(context.root, context.spec, context.environment):
        yield Finding(context.stack, "files", p.where, p.reason, place=place_of(p))


def folder(found: Folder) -> Iterator[Finding]:
    """Yield names that clash and files without a spec."""
    for problem in folder_problems(found):
        yield Finding("", "files", problem.where, problem.reason, place=place_of(problem))


def spec(found: Folder, team: str) -> Iterator[Finding]:
    """Yield why the spec of a team cannot be used."""
    for problem in found.broken[team].found:
        yield Finding("", "spec", problem.where, problem.reason, place=place_of(problem))


def place_of(problem: SpecProblem) -> Place:
    """Where a problem of a file is."""
    return Place(problem.file, problem.line, problem.field)
