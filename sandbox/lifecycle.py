"""The sandbox's background process: one per checkout, started, found, stopped and reset here.

It holds a lock on `.sandbox/daemon.lock` while it lives. The kernel lets go of the lock however
the process ends, so whether the sandbox runs never depends on a process id that another program
may have by now.
"""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path

from sandbox.account.settings import VARIABLE, settings_file
from sandbox.cache import write_atomically
from sandbox.file_lock import held, hold, wait_until_free
from sandbox.revision import revision

HOST = "127.0.0.1"
HEALTH = "/_sandbox/health"
"""Path that answers without being AWS."""

_PATIENCE_SECONDS = 120.0
"""How long a start may take; it is a second or two, but a long journal is replayed first."""


class SandboxError(Exception):
    """Something outside keeps the sandbox from doing what was asked; the text says what."""


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox."""

    folder: Path
    """`.sandbox` of the checkout: state, journal, log."""

    pid: int

    account_port: int

    provider_port: int

    revision: str = ""
    """Which version of the sandbox's code it runs."""

    settings: str = ""
    """The file of what its account is asked to be like; it need not be there."""

    @property
    def account_url(self) -> str:
        """Endpoint of every AWS service."""
        return f"http://{HOST}:{self.account_port}"

    @property
    def backend_url(self) -> str:
        """Pulumi's state backend.

        Without the metadata files that the engine would keep beside its state: it writes them in
        place, and one that a kill left empty makes the state unreadable.
        """
        return f"file://{self.folder / 'state'}?metadata=skip"

    @property
    def log(self) -> Path:
        """What the process had to say."""
        return self.folder / "daemon.log"


def folder_of(repo: Path) -> Path:
    """Return where the sandbox of a checkout keeps everything."""
    return repo.resolve() / ".sandbox"


def start(repo: Path, *, port: int | None = None) -> Sandbox:
    """Start the sandbox, or return the one that runs. The port is the account's.

    One that runs other code than is on disk is replaced; what was made in it stays.
    """
    folder, settings = folder_of(repo), settings_file(repo)
    named = bool(os.environ.get(VARIABLE))
    if named and not settings.is_file():
        raise SandboxError(f"{VARIABLE}: must name a file, got {settings}")
    with _writable(folder):
        for part in ("account", "state", "home", "bin"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        with _locked(folder / "start.lock"):
            running = status(repo)
            if running is not None and running.revision != revision() and _answers(running):
                _end(running)
                running = None
            # One that was killed this moment still holds the lock and answers no more.
            if running is None or (not _answers(running) and _gone(folder)):
                return _launch(folder, _free_port(folder, port))
    if port not in (None, 0, running.account_port):
        raise SandboxError(
            f"port: must be {running.account_port}, on which the sandbox already runs, got {port}\n"
            "stop it first: stepwell sandbox stop"
        )
    if named and running.settings != str(settings):
        raise SandboxError(
            f"{VARIABLE}: must be {running.settings}, which the running sandbox reads,"
            f" got {settings}\nstop it first: stepwell sandbox stop"
        )
    return running


def status(repo: Path) -> Sandbox | None:
    """Return the running sandbox of a checkout, if there is one."""
    folder = folder_of(repo)
    if not held(folder / "daemon.lock"):
        return None
    return read(folder)


def stop(repo: Path) -> bool:
    """Stop the sandbox; say whether there was one. What was made in it stays."""
    folder = folder_of(repo)
    if not folder.is_dir():
        return False
    with _writable(folder), _locked(folder / "start.lock"):
        running = status(repo)
        if running is None:
            return False
        _end(running)
        return True


def reset(repo: Path) -> None:
    """Empty the account and forget every stack in it; a running sandbox goes on, empty."""
    folder = folder_of(repo)
    running = status(repo)
    stop(repo)
    with _writable(folder):
        for part in ("account", "state"):
            if (folder / part).exists():
                shutil.rmtree(folder / part)
    if running is not None:
        start(repo, port=running.account_port)


def read(folder: Path) -> Sandbox | None:
    """Return what the last process wrote about itself."""
    try:
        found = json.loads((folder / "daemon.json").read_text())
        return Sandbox(
            folder,
            found["pid"],
            found["account_port"],
            found["provider_port"],
            found.get("revision", ""),
            found.get("settings", ""),
        )
    except (OSError, ValueError, KeyError):
        return None


def write(sandbox: Sandbox) -> None:
    """Write down, for the commands to come, where a sandbox listens."""
    told = {key: value for key, value in asdict(sandbox).items() if key != "folder"}
    write_atomically(sandbox.folder / "daemon.json", json.dumps(told))


def _end(running: Sandbox) -> None:
    """End the process, and be sure that it has ended."""
    for how, patience in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
        if not _is_ours(running.pid):
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(running.pid, how)
        if wait_until_free(running.folder / "daemon.lock", patience):
            return
    raise SandboxError(f"process {running.pid}: must end when asked to, got no answer")


def _launch(folder: Path, port: int) -> Sandbox:
    """Start the process and wait for its first word: `ready`, or what went wrong."""
    reader, writer = os.pipe()
    try:
        with (folder / "daemon.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "sandbox.daemon", str(folder), str(port), str(writer)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(writer,),
                env=_clean_environment(),
                start_new_session=True,
            )
    finally:
        os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        said = answer.read().decode()
    running = read(folder)
    if said == "ready" and running is not None:
        # It outlives us on purpose; do not let the interpreter warn of it.
        process.returncode = 0
        return running
    process.wait()
    raise SandboxError(said or f"the sandbox's process ended at once\nits log: {folder}/daemon.log")


def _clean_environment() -> dict[str, str]:
    """Return our environment without anything that belongs to a real account."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "MOTO_", "PULUMI_"))
    }


def _free_port(folder: Path, wanted: int | None) -> int:
    """Return the port asked for, else the last one, so that shells keep working, else 0."""
    if wanted:
        if not _can_bind(wanted):
            raise SandboxError(
                f"port: must be free on {HOST}, got {wanted}, which another program uses\n"
                "leave --port out to take any free one"
            )
        return wanted
    last = read(folder)
    return last.account_port if last is not None and _can_bind(last.account_port) else 0


def _can_bind(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            return False
    return True


def _answers(sandbox: Sandbox) -> bool:
    """Say whether a sandbox's own process answers at its port."""
    connection = http.client.HTTPConnection(HOST, sandbox.account_port, timeout=5)
    try:
        connection.request("GET", HEALTH)
        return bool(json.loads(connection.getresponse().read())["pid"] == sandbox.pid)
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()


def _gone(folder: Path) -> bool:
    return wait_until_free(folder / "daemon.lock", 5.0)


def _is_ours(pid: int) -> bool:
    """Say whether a process is a sandbox, by its command line; the lock has been asked already."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        listed = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
        )
        command = listed.stdout
    return b"sandbox.daemon" in command


@contextlib.contextmanager
def _locked(path: Path) -> Generator[None]:
    """Let one start or stop at a time through."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while (handle := hold(path)) is None:
        if time.monotonic() > end:
            raise SandboxError(f"{path}: must be free, got another command that holds it")
        time.sleep(0.02)
    try:
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _writable(folder: Path) -> Generator[None]:
    """Say in one sentence that a folder cannot be written to."""
    try:
        yield
    except OSError as error:
        raise SandboxError(f"{folder}: must be writable, got {error.strerror or error}") from error
