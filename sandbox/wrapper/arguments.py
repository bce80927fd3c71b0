"""What a `pulumi` command line says: the command, and the paths in it."""

import os
from collections.abc import Iterator, Mapping

_WITH_VALUE = frozenset(
    {"-C", "-s", "-v", "--color", "--config-file", "--cwd", "--memprofilerate", "--otel-traces"}
    | {"--profiling", "--stack", "--tracing", "--verbose"}
)
"""Options that may stand between the words of a command and take the word after them."""

PATH_OPTIONS = frozenset(
    {"--event-log", "--file", "--generate-resources", "--import-file", "--mappings", "--out"}
    | {"--plan", "--policy-pack", "--policy-pack-config", "--profiling", "--save-plan"}
)
"""Options whose value is a path, or a list of paths, below the user's own folder."""

_PATH_SHORT = {"import": ("-f", "-o"), "package": ("-o",), "convert": ()}
_PATHS = {"watch": ("--path",), "policy validate-config": ("--config",)}
"""By command, options that mean a path there and something else elsewhere."""

_PATH_ARGUMENT = frozenset({"stack graph", "schema check"})
"""Commands whose argument is a path."""


class CommandLine:
    """One command line of `pulumi`, without `--cwd`."""

    def __init__(self, arguments: list[str], cwd: str) -> None:
        self.arguments = arguments
        """Everything after `pulumi`, in order."""

        self.cwd = cwd
        """The folder that the user's paths are relative to."""

    @property
    def words(self) -> list[str]:
        """The command and its arguments, without options: `["stack", "select", "fraud-dev"]`."""
        return list(_words(self.arguments))

    def value(self, *names: str) -> str | None:
        """Value of an option under any of its names, the last one given."""
        found: str | None = None
        for position, argument in enumerate(self._before_dashes()):
            for name in names:
                if argument == name and position + 1 < len(self.arguments):
                    found = self.arguments[position + 1]
                elif argument.startswith(f"{name}=") and name.startswith("--"):
                    found = argument.split("=", 1)[1]
        return found

    def has(self, *names: str) -> bool:
        """Whether an option is given under any of its names."""
        return any(argument.split("=", 1)[0] in names for argument in self._before_dashes())

    def with_absolute_paths(self) -> list[str]:
        """The arguments as they must be for an engine that runs in another folder."""
        words = self.words
        command = " ".join(words[:2])
        options = PATH_OPTIONS | {
            *_PATH_SHORT.get(words[0] if words else "", ()),
            *_PATHS.get(command, ()),
            *_PATHS.get(words[0] if words else "", ()),
        }
        result = list[str]()
        previous = ""
        for argument in self.arguments:
            name, equals, value = argument.partition("=")
            if previous in options:
                result.append(self.absolute(argument))
            elif equals and name in options:
                result.append(f"{name}={self.absolute(value)}")
            elif argument.startswith(("./", "../")) or (
                command in _PATH_ARGUMENT and words[2:3] == [argument]
            ):
                result.append(self.absolute(argument))
            else:
                result.append(argument)
            previous = argument
        return result

    def absolute(self, value: str) -> str:
        """Paths made absolute; a value that is no path, such as `-` or a URL, stays as it is."""
        if value == "-" or "://" in value or value.startswith("file:"):
            return value
        return ",".join(os.path.join(self.cwd, part) for part in value.split(","))

    def _before_dashes(self) -> list[str]:
        end = self.arguments.index("--") if "--" in self.arguments else len(self.arguments)
        return self.arguments[:end]


def read(arguments: list[str], cwd: str) -> CommandLine:
    """Take `--cwd` out of the arguments, as the engine would follow it."""
    line = CommandLine(arguments, cwd)
    chosen = line.value("-C", "--cwd")
    if chosen is None:
        return line
    kept = list[str]()
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-C", "--cwd"):
            skip = True
        elif not argument.startswith("--cwd="):
            kept.append(argument)
    return CommandLine(kept, os.path.normpath(os.path.join(cwd, chosen)))


def absolute_settings(line: CommandLine, environment: Mapping[str, str]) -> dict[str, str]:
    """Options given as `PULUMI_OPTION_…` variables whose values are paths, made absolute."""
    found = dict[str, str]()
    for option in PATH_OPTIONS:
        name = "PULUMI_OPTION_" + option.removeprefix("--").replace("-", "_").upper()
        if name in environment:
            found[name] = line.absolute(environment[name])
    return found


def _words(arguments: list[str]) -> Iterator[str]:
    skip = False
    for argument in arguments:
        if argument == "--":
            return
        if skip:
            skip = False
        elif argument.startswith("-"):
            skip = argument in _WITH_VALUE
        else:
            yield argument
