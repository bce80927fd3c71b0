"""What the sandbox's `pulumi` refuses: whatever leaves the sandbox or changes a stack file."""

from collections.abc import Mapping
from pathlib import Path

from sandbox.wrapper.arguments import CommandLine

_ENTER = 'enter the sandbox with: eval "$(stepwell sandbox env)"'
_HARMLESS = frozenset({"", "version", "help", "completion", "gen-completion"})
OPERATIONS = frozenset(
    {"preview", "pre", "up", "update", "refresh", "destroy", "down", "dn", "import", "watch"}
)
"""Commands that call providers."""

PROVIDERS = ("aws", "aws-native")
"""Packages whose resources the sandbox stands in for."""

_CONFIG_CHANGES = frozenset(
    {"set", "set-all", "rm", "remove", "rm-all", "remove-all", "cp", "copy", "refresh"}
)
_ENV_CHANGES = frozenset({"add", "init", "rm", "remove"})
_LOCAL_SECRETS = ("default", "passphrase")


class Refusal(Exception):
    """The command must not run; the message says what is required, and how to get it."""

    def __init__(self, where: str, required: str, got: str, fix: str) -> None:
        super().__init__(f"{where}: {required}, got {got}\n{fix}")


def backend_url(repo: Path) -> str:
    """The one state backend that a sandbox uses."""
    return f"file://{repo}/.sandbox/state"


def _is_own_state(repo: Path, url: str | None) -> bool:
    """Whether `url` is the sandbox's state, by whichever path of links it is written."""
    if not url or not url.startswith("file://"):
        return False
    given = Path(url.removeprefix("file://").partition("?")[0])
    return given.resolve() == (repo / ".sandbox" / "state").resolve()


def check(repo: Path, line: CommandLine, environment: Mapping[str, str]) -> None:
    """Raise `Refusal` for a command that must not run."""
    words = line.words
    if (words[0] if words else "") in _HARMLESS or line.has("--help", "-h"):
        return
    _inside(repo, line)
    _own_backend(repo, environment)
    _own_provider(environment, running=words[0] in OPERATIONS)
    _own_secrets(line, environment)
    _no_login_elsewhere(repo, line)
    _no_change_of_settings(line, environment)


def _inside(repo: Path, line: CommandLine) -> None:
    if not Path(line.cwd).resolve().is_relative_to(repo.resolve()):
        raise Refusal(
            "pulumi",
            f"must run below {repo}, whose sandbox this shell is in",
            repr(line.cwd),
            "for another project, use a shell without this sandbox",
        )


def _own_backend(repo: Path, environment: Mapping[str, str]) -> None:
    own = backend_url(repo)
    given = environment.get("PULUMI_BACKEND_URL")
    if not _is_own_state(repo, given):
        raise Refusal(
            "PULUMI_BACKEND_URL",
            f"must be the sandbox's own state, {own}",
            repr(given) if given else "nothing",
            f"{_ENTER}; for real AWS, use a shell without the sandbox",
        )
    if not environment.get("PULUMI_HOME"):
        # Without it the selected stack and the login of real work would be changed.
        raise Refusal("PULUMI_HOME", "must be a folder of the sandbox", "nothing", _ENTER)


def _own_provider(environment: Mapping[str, str], *, running: bool) -> None:
    given = environment.get("PULUMI_DEBUG_PROVIDERS", "")
    attached = dict(pair.split(":", 1) for pair in given.split(",") if ":" in pair)
    ports = {attached.get(package, "") for package in PROVIDERS}
    port = ports.pop()
    # Each of the packages, or the engine would look for the plugin that goes to real AWS.
    if ports or not port.isdigit():
        raise Refusal(
            "PULUMI_DEBUG_PROVIDERS",
            "must attach each provider of AWS to the sandbox, as "
            + ",".join(f"{package}:<port>" for package in PROVIDERS),
            repr(given) if given else "nothing",
            _ENTER,
        )
    if running and not _listening(int(port)):
        raise Refusal(
            "sandbox",
            f"must be running on port {port}",
            "no answer there",
            f"start it with: stepwell sandbox start, then {_ENTER}",
        )


def _listening(port: int) -> bool:
    import socket  # takes 5 ms, and most commands do without

    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _own_secrets(line: CommandLine, environment: Mapping[str, str]) -> None:
    given = line.value("--secrets-provider") or environment.get("PULUMI_OPTION_SECRETS_PROVIDER")
    if line.words[:2] == ["stack", "change-secrets-provider"]:
        given = " ".join(line.words[2:3]) or "another"
    if given and given not in _LOCAL_SECRETS:
        raise Refusal(
            "secrets provider",
            "must stay the sandbox's passphrase",
            repr(given),
            "leave it out; a real stack keeps the one in its stack file",
        )


def _no_login_elsewhere(repo: Path, line: CommandLine) -> None:
    words = line.words
    if words[:2] == ["stack", "migrate"]:
        raise Refusal(
            "pulumi stack migrate",
            "must be run outside the sandbox, whose state is for it alone",
            repr(" ".join(words[2:])),
            "use a shell without the sandbox",
        )
    if words[0] != "login":
        return
    elsewhere = words[1] if len(words) > 1 else line.value("-c", "--cloud-url")
    if line.has("--local", "-l"):
        elsewhere = "--local"
    if elsewhere and not _is_own_state(repo, elsewhere):
        raise Refusal(
            "pulumi login",
            "must stay in the sandbox",
            repr(elsewhere),
            "to log in elsewhere, use a shell without the sandbox",
        )


def _no_change_of_settings(line: CommandLine, environment: Mapping[str, str]) -> None:
    words = line.words
    changes = {*words[1:2]} & _CONFIG_CHANGES
    if words[1:2] == ["env"]:
        changes = {*words[2:3]} & _ENV_CHANGES
    if words[0] == "config" and changes:
        raise Refusal(
            f"pulumi {' '.join(words[:2])}",
            "must be run outside the sandbox, which reads the stack files and never writes them",
            repr(" ".join(words[2:])),
            "edit the stack's file in stacks/; the next command here sees it",
        )
    if line.has("--config-file") or environment.get("PULUMI_OPTION_CONFIG_FILE"):
        given = line.value("--config-file") or environment.get("PULUMI_OPTION_CONFIG_FILE")
        raise Refusal(
            "--config-file",
            "must be left out, the sandbox reads the stack's own file",
            repr(given),
            "edit the stack's file in stacks/, or try a value once with: -c key=value",
        )
