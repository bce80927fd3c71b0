"""The sandbox's process: the AWS account and the provider, until it is told to stop.

Run as `python -m sandbox.daemon FOLDER PORT FD`; its first word, `ready` or what went wrong, goes
to the file descriptor.
"""

import contextlib
import functools
import gc
import importlib
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from sandbox.account.server import AccountServer, serve
from sandbox.account.settings import settings_file
from sandbox.file_lock import hold
from sandbox.lifecycle import HOST, Sandbox, read, write
from sandbox.revision import revision
from sandbox.safety import OwnStacksOnly
from sandbox.wrapper.session import PATH

# The models of the services are millions of objects that stay. To look through them for garbage as
# often as Python does unasked would be a fifth of the process's work.
gc.set_threshold(100_000, 20, 100)

_LOOK_SECONDS = 5.0
"""How often it looks whether its folder is still there."""


def main(folder: Path, port: int) -> str | None:
    """Serve until stopped; return what kept it from starting."""
    if not _alone(folder / "daemon.lock"):
        return "the sandbox already runs"
    code = revision()
    # Programs name their files from there.
    os.chdir(folder.parent)
    stop = threading.Event()

    def told(_number: int, _frame: object) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    health = json.dumps({"pid": os.getpid(), "folder": str(folder)})
    settings = settings_file(folder.parent)
    try:
        account = serve(folder / "account", port, health=health, settings=settings)
    except OSError as error:
        return f"port: must be free on {HOST}, got {port} ({error.strerror or error})"
    with contextlib.ExitStack() as running:
        running.callback(account.stop)
        # Only now: its imports take time, and requests to the account need not wait for them.
        provider = _provider(folder, account)
        running.callback(provider.stop)
        account.doors[PATH] = lambda body: str(_port_for(provider, body)).encode()
        write(Sandbox(folder, os.getpid(), account.port, provider.port, code, str(settings)))
        _say("ready")
        while not stop.wait(_LOOK_SECONDS):
            if not (folder / "daemon.lock").exists():
                break
    return None


def _provider(folder: Path, account: AccountServer) -> Any:
    """Start the provider where it was the last time, if it can be: shells remember the port."""
    serve_provider = functools.partial(
        importlib.import_module("sandbox.provider.server").serve,
        account.url,
        folder / "account",
        interceptors=[OwnStacksOnly(folder / "state")],
        application=account.account,
    )
    last = read(folder)
    with contextlib.suppress(OSError):
        if last is not None:
            return serve_provider(last.provider_port)
    return serve_provider()


def _port_for(provider: Any, body: bytes) -> int:
    """Port of a provider that signs with the keys that a shell has."""
    keys_type = importlib.import_module("sandbox.provider.account").Keys
    return provider.signing_with(keys_type(*json.loads(body))).port


def _alone(lock: Path) -> bool:
    """Take the lock of the one process; a command that only asks for it holds it for moments."""
    for _ in range(50):
        if hold(lock) is not None:
            return True
        time.sleep(0.02)
    return False


def _say(text: str) -> None:
    with contextlib.suppress(OSError), os.fdopen(int(sys.argv[3]), "w") as listener:
        listener.write(text)


if __name__ == "__main__":
    try:
        failure = main(Path(sys.argv[1]), int(sys.argv[2]))
    except OSError as error:
        failure = f"{sys.argv[1]}: must be writable, got {error.strerror or error}"
    if failure:
        _say(failure)
    # Everything is closed by now; to take the interpreter and moto apart would take a second.
    os._exit(3 if failure else 0)
