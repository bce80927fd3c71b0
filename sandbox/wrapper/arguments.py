"""What a `pulumi` command line says: the command, and the paths in it."""

import os
from collections.abc import Mapping

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

_MORE_PATHS = {
    "import": {"-f", "-o"},
    "package": {"-o"},
    "watch": {"--path"},
    "policy validate-config": {"--config"},
}
"""By command, options that mean a path there and something else elsewhere."""

_CWD = ("-C", "--cwd")
_PATH_ARGUMENT = frozenset({"stack graph", "schema check"})
"""Commands whose argument is a path."""


class CommandLine:
    """One command line of `pulumi`, with `--cwd` followed as the engine would."""

    def __init__(self, arguments: list[str], cwd: str) -> None:
        self._arguments: list[str] = []
        self._options: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        """The command and its arguments, without options: `["stack", "select", "fraud-dev"]`."""
        is_value, before = False, ""
        for position, argument in enumerate(arguments):
            if before in _CWD:
                is_value, before = False, ""
                continue
            if argument == "--":
                self._arguments += arguments[position:]
                break
            name, equals, value = argument.partition("=")
            after = next(iter(arguments[position + 1 :]), None)
            if argument.startswith("-"):
                self._options.append((name, value if equals else after))
            elif not is_value:
                self.words.append(argument)
            # Without a folder, `--cwd` is the engine's to refuse.
            if name not in _CWD or not (equals or after):
                self._arguments.append(argument)
            is_value, before = not is_value and argument in _WITH_VALUE, argument
        self.cwd = os.path.normpath(os.path.join(cwd, self.value(*_CWD) or ""))
        """The folder that the user's paths are relative to."""

    def value(self, *names: str) -> str | None:
        """Value of an option under any of its names, the last one given."""
        given = [value for name, value in self._options if name in names and value is not None]
        return given[-1] if given else None

    def has(self, *names: str) -> bool:
        """Whether an option is given under any of its names."""
        return any(name in names for name, _ in self._options)

    def elsewhere(self) -> list[str]:
        """The arguments as they must be for an engine that runs in another folder."""
        command = " ".join(self.words[:2])
        more = [_MORE_PATHS.get(name, set[str]()) for name in (*self.words[:1], command)]
        paths, graph = PATH_OPTIONS.union(*more), self.words[2:3] * (command in _PATH_ARGUMENT)
        result, before = list[str](), ""
        for argument in self._arguments:
            name, equals, value = argument.partition("=")
            if before in paths or argument.startswith(("./", "../")) or argument in graph:
                result.append(self.absolute(argument))
            elif equals and name in paths:
                result.append(f"{name}={self.absolute(value)}")
            else:
                result.append(argument)
            before = argument
        return result

    def absolute(self, value: str) -> str:
        """Paths made absolute; a value that is no path, such as `-` or a URL, stays as it is."""
        if value == "-" or "://" in value or value.startswith("file:"):
            return value
        return ",".join(os.path.join(self.cwd, part) for part in value.split(","))

    def settings(self, environment: Mapping[str, str]) -> dict[str, str]:
        """Options given as `PULUMI_OPTION_…` variables whose values are paths, made absolute."""
        names = {f"PULUMI_OPTION_{o[2:].replace('-', '_').upper()}" for o in PATH_OPTIONS}
        return {name: self.absolute(environment[name]) for name in names & environment.keys()}
