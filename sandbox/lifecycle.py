"""The sandbox's background process: one per checkout, started, found, stopped and reset here.

It holds a lock on `.sandbox/daemon.lock` while it lives. The kernel lets go of the lock however
the process ends, so whether the sandbox runs never depends on a process id that another program
may have by now.
"""

import contextlib
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Generator
from dataclasses import asdict, dataclass
from pathlib import Path

from sandbox.account.settings import VARIABLE, settings_file
from sandbox.cache import write_atomically
from sandbox.file_lock import held, holding, within

HOST = "127.0.0.1"
HEALTH = "/_sandbox/health"
"""Path that answers without being AWS."""

_PATIENCE_SECONDS = 120
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


def revision() -> str:
    """Which version of the sandbox's own code is on disk now."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml", ".json"):
            about = path.stat()
            digest.update(f"{path} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def start(repo: Path, *, port: int | None = None) -> Sandbox:
    """Start the sandbox, or return the one that runs. The port is the account's.

    One that runs other code than is on disk is replaced; what was made in it stays.
    """
    folder, settings = folder_of(repo), settings_file(repo)
    named = bool(os.environ.get(VARIABLE))
    if named and not settings.is_file():
        raise SandboxError(f"{VARIABLE}: must name a file, got {settings}")
    with _alone(folder):
        for part in ("account", "state", "home", "bin"):
            (folder / part).mkdir(exist_ok=True)
        running = status(repo)
        if running is not None and running.revision != revision() and _answers(running):
            _end(running)
            running = None
        # One that was killed this moment still holds the lock and answers no more.
        if running is None or (not _answers(running) and _freed(folder, 5.0)):
            with _listener(folder, port) as listener:
                return _launch(folder, listener)
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
    return read(folder) if held(folder / "daemon.lock") else None


def stop(repo: Path) -> bool:
    """Stop the sandbox; say whether there was one. What was made in it stays."""
    folder = folder_of(repo)
    if not folder.is_dir():
        return False
    with _alone(folder):
        running = status(repo)
        if running is not None:
            _end(running)
    return running is not None


def reset(repo: Path) -> None:
    """Empty the account and forget every stack in it; a running sandbox goes on, empty."""
    folder, running = folder_of(repo), stop(repo)
    if folder.is_dir():
        with _alone(folder):
            for part in ("account", "state"):
                if (folder / part).exists():
                    shutil.rmtree(folder / part)
    if running:
        start(repo)


def read(folder: Path) -> Sandbox | None:
    """Return what the last process wrote about itself."""
    try:
        return Sandbox(folder, **json.loads((folder / "daemon.json").read_text()))
    except (OSError, ValueError, TypeError):
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
        if _freed(running.folder, patience):
            return
    raise SandboxError(f"process {running.pid}: must end when asked to, got no answer")


def _listener(folder: Path, wanted: int | None) -> socket.socket:
    """Listen at the port asked for, else at the last one, so that shells keep working, else any."""
    last = read(folder)
    for port in [wanted] if wanted else [last.account_port if last is not None else 0, 0]:
        with contextlib.suppress(OSError, OverflowError):
            return socket.create_server((HOST, port), backlog=128)
    raise SandboxError(
        f"port: must be free on {HOST}, got {wanted}, which another program uses\n"
        "leave --port out to take any free one"
    )


def _launch(folder: Path, listener: socket.socket) -> Sandbox:
    """Start the process and wait for its first word: `ready`, or what went wrong."""
    reader, writer = os.pipe()
    handed = (listener.fileno(), writer)
    # Nothing that belongs to a real account.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "MOTO_", "PULUMI_"))
    }
    try:
        with (folder / "daemon.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "sandbox.daemon", str(folder), *map(str, handed)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=handed,
                env=environment,
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


def _freed(folder: Path, seconds: float) -> bool:
    return within(seconds, lambda: not held(folder / "daemon.lock"))


def _is_ours(pid: int) -> bool:
    """Say whether a process is a sandbox, by its command line; the lock has been asked already."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        asked = ["ps", "-o", "command=", "-p", str(pid)]
        command = subprocess.run(asked, capture_output=True, check=False).stdout
    return b"sandbox.daemon" in command


@contextlib.contextmanager
def _alone(folder: Path) -> Generator[None]:
    """Let one start or stop at a time through; one sentence says that a folder is read-only."""
    lock = folder / "start.lock"

    def waiting(seconds: int) -> None:
        if seconds > _PATIENCE_SECONDS:
            raise SandboxError(f"{lock}: must be free, got another command that holds it")

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with holding(lock, waiting):
            yield
    except OSError as error:
        raise SandboxError(f"{folder}: must be writable, got {error.strerror or error}") from error
