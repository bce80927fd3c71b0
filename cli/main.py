"""The command line: joins the commands, and turns every ending into a message and an exit code.

Every command's module imports what it works with inside its functions, so that `stepwell --help`
answers at once.
"""

import contextlib
import json
import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import typer

from cli.check import check
from cli.ci import ci
from cli.demo import demo
from cli.diff import diff
from cli.engine import engine
from cli.errors import ExitCode, ending_of
from cli.new import new
from cli.permissions import permissions
from cli.sandbox import sandbox

app = typer.Typer(
    name="stepwell",
    help="A reference MLOps platform on AWS: from a team's spec to its stacks.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(new)
app.command()(check)
app.command()(diff)
app.command()(ci)
app.command()(permissions)
app.command()(engine)
app.command()(demo)
app.add_typer(sandbox, name="sandbox")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and exit."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    try:
        result = typer.main.get_command(app).main(
            list(arguments), prog_name="stepwell", standalone_mode=False
        )
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about it when it exits.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except BaseException as error:  # noqa: BLE001 - the one place where every error gets its message
        if isinstance(error, SystemExit):
            return error.code if isinstance(error.code, int) else 1
        return _end(error, arguments)
    if result == ExitCode.INTERRUPTED:
        return _end(KeyboardInterrupt(), arguments)
    return result if isinstance(result, int) else 0


def _end(error: BaseException, arguments: Sequence[str]) -> int:
    ending = ending_of(error)
    if _wants_json(list(arguments)):
        typer.echo(json.dumps({"ok": False, "error": ending.message, "exit_code": ending.code}))
    else:
        if ending.code == ExitCode.INTERRUPTED and sys.stderr.isatty():
            # The cursor stands behind the `^C`, or behind a question.
            typer.echo(err=True)
        typer.echo(ending.message, err=True)
    return ending.code


def _wants_json(arguments: list[str]) -> bool:
    """Whether what is printed has to be JSON, also where the arguments could not be parsed."""
    own = arguments[: arguments.index("--") if "--" in arguments else None]
    return "--json" in own or "--format=json" in own or ("--format", "json") in pairwise(own)
