"""What the sandbox's `pulumi` refuses: whatever leaves the sandbox or changes a stack file."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sandbox.wrapper.arguments import CommandLine

OPERATIONS = frozenset(
    {"preview", "pre", "up", "update", "refresh", "destroy", "down", "dn", "import", "watch"}
)
"""Commands that call providers."""

PROVIDERS = ("aws", "aws-native")
"""Packages whose resources the sandbox stands in for."""

_HARMLESS = frozenset({"version", "help", "completion", "gen-completion"})
_CHANGES = {
    "config": {"set", "set-all", "rm", "remove", "rm-all", "remove-all", "cp", "copy", "refresh"},
    "env": {"add", "init", "rm", "remove"},
}
"""Words that change settings, after `config` and after `config env`."""

_ENTER = 'enter the sandbox with: eval "$(stepwell sandbox env)"'
_LEAVE = "use a shell without the sandbox"
_EDIT = "edit the stack's file in stacks/"


class Refusal(Exception):
    """The command must not run; the message says what is required, and how to get it."""

    def __init__(self, where: str, required: str, got: str | None, mend: str) -> None:
        given = repr(got) if got else "nothing"
        super().__init__(f"{where}: {required}, got {given}\n{mend}")


def check(repo: Path, line: CommandLine, environment: Mapping[str, str]) -> None:
    """Raise `Refusal` for a command that must not run."""
    if not line.words or line.words[0] in _HARMLESS or line.has("--help", "-h"):
        return
    for refusal in _about_the_shell(repo, line, environment):
        raise refusal
    for refusal in _about_the_command(repo, line, environment):
        raise refusal


def _about_the_shell(
    repo: Path, line: CommandLine, environment: Mapping[str, str]
) -> Iterator[Refusal]:
    if not Path(line.cwd).resolve().is_relative_to(repo.resolve()):
        required = f"must run below {repo}, whose sandbox this shell is in"
        yield Refusal("pulumi", required, line.cwd, f"for another project, {_LEAVE}")
    state = environment.get("PULUMI_BACKEND_URL")
    if not _is_own_state(repo, state):
        required = f"must be the sandbox's own state, file://{repo}/.sandbox/state"
        yield Refusal("PULUMI_BACKEND_URL", required, state, f"{_ENTER}; for real AWS, {_LEAVE}")
    if not environment.get("PULUMI_HOME"):
        # Without it the selected stack and the login of real work would be changed.
        yield Refusal("PULUMI_HOME", "must be a folder of the sandbox", None, _ENTER)
    given = environment.get("PULUMI_DEBUG_PROVIDERS", "")
    attached = dict(pair.split(":", 1) for pair in given.split(",") if ":" in pair)
    port = attached.get(PROVIDERS[0], "")
    # Each of the packages, or the engine would look for the plugin that goes to real AWS.
    if not port.isdigit() or any(attached.get(package) != port for package in PROVIDERS):
        wanted = ",".join(f"{package}:<port>" for package in PROVIDERS)
        required = f"must attach each provider of AWS to the sandbox, as {wanted}"
        yield Refusal("PULUMI_DEBUG_PROVIDERS", required, given, _ENTER)
    if line.words[0] in OPERATIONS and not _listening(int(port)):
        start = f"start it with: stepwell sandbox start, then {_ENTER}"
        yield Refusal("sandbox", f"must be running on port {port}", None, start)


def _about_the_command(
    repo: Path, line: CommandLine, environment: Mapping[str, str]
) -> Iterator[Refusal]:
    words, command = line.words, " ".join(line.words[:2])
    given = line.value("--secrets-provider") or environment.get("PULUMI_OPTION_SECRETS_PROVIDER")
    if command == "stack change-secrets-provider":
        given = " ".join(words[2:3]) or "another"
    if given not in (None, "", "default", "passphrase"):
        mend = "leave it out; a real stack keeps the one in its stack file"
        yield Refusal("secrets provider", "must stay the sandbox's passphrase", given, mend)
    if command == "stack migrate":
        required = "must be run outside the sandbox, whose state is for it alone"
        yield Refusal(f"pulumi {command}", required, " ".join(words[2:]), _LEAVE)
    if words[0] == "login":
        given = "".join(words[1:2]) or line.value("-c", "--cloud-url")
        given = "--local" if line.has("--local", "-l") else given
        if given and not _is_own_state(repo, given):
            mend = f"to log in elsewhere, {_LEAVE}"
            yield Refusal("pulumi login", "must stay in the sandbox", given, mend)
    changed = words[1:] if command == "config env" else words
    if words[0] == "config" and {*changed[1:2]} & _CHANGES[changed[0]]:
        required = "must be run outside the sandbox, which reads the stack files and never writes"
        mend = f"{_EDIT}; the next command here sees it"
        yield Refusal(f"pulumi {command}", f"{required} them", " ".join(words[2:]), mend)
    given = line.value("--config-file") or environment.get("PULUMI_OPTION_CONFIG_FILE")
    if line.has("--config-file") or given:
        required = "must be left out, the sandbox reads the stack's own file"
        mend = f"{_EDIT}, or try a value once with: -c key=value"
        yield Refusal("--config-file", required, given, mend)


def _is_own_state(repo: Path, url: str | None) -> bool:
    """Whether `url` is the sandbox's state, by whichever path of links it is written."""
    if not url or not url.startswith("file://"):
        return False
    given = Path(url.removeprefix("file://").partition("?")[0])
    return given.resolve() == (repo / ".sandbox" / "state").resolve()


def _listening(port: int) -> bool:
    import socket  # takes 5 ms, and most commands do without

    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True
