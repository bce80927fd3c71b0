"""The sandbox's process: the AWS account and the provider, until it is told to stop.

Run as `python -m sandbox.daemon FOLDER SOCKET ANSWER`: the account answers at the socket, a file
descriptor that listens; the first word, `ready` or what went wrong, goes to the other one.
"""

import contextlib
import functools
import gc
import json
import os
import signal
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from sandbox.file_lock import hold, within
from sandbox.lifecycle import Sandbox, read, revision, write
from sandbox.wrapper.session import PATH

_LOOK_SECONDS = 5.0
"""How often it looks whether its folder is still there."""


def main(folder: Path, listener: int) -> str | None:
    """Serve until stopped; return what kept it from starting."""
    # A command that only asks for the lock holds it for moments.
    if not within(1.0, lambda: hold(folder / "daemon.lock") is not None):
        return "the sandbox already runs"
    code = revision()
    # Programs name their files from there.
    os.chdir(folder.parent)
    stop = threading.Event()

    def told(_number: int, _frame: object) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    _import_quickly()
    from sandbox.account.server import serve
    from sandbox.account.settings import settings_file

    health = json.dumps({"pid": os.getpid(), "folder": str(folder)})
    settings = settings_file(folder.parent)
    account = serve(folder / "account", listener=listener, health=health, settings=settings)
    with contextlib.ExitStack() as running:
        running.callback(account.stop)
        # Only now: its imports take time, and requests to the account need not wait for them.
        provider = _provider(folder, account)
        running.callback(provider.stop)
        account.doors[PATH] = provider.port_for
        write(Sandbox(folder, os.getpid(), account.port, provider.port, code, str(settings)))
        _say("ready")
        while not stop.wait(_LOOK_SECONDS):
            if not (folder / "daemon.lock").exists():
                break
    return None


def _import_quickly() -> None:
    """Do without what takes a third of the imports' time, and is not needed here."""
    # The models of the services are millions of objects that stay. To look through them for garbage
    # as often as Python does unasked would be a fifth of the process's work.
    gc.set_threshold(100_000, 20, 100)
    # time_machine loads it where it is installed.
    sys.modules["pytest"] = None  # pyright: ignore[reportArgumentType]
    # The engine's messages lie in the SDK, and need nothing of it.
    spec = find_spec("pulumi")
    for name, folder in (("pulumi", ""), ("pulumi.runtime", "runtime")):
        sys.modules[name] = ModuleType(name)
        places = spec.submodule_search_locations if spec is not None else None
        sys.modules[name].__path__ = [os.path.join(place, folder) for place in places or ()]


def _provider(folder: Path, account: Any) -> Any:
    """Start the provider where it was the last time, if it can be: shells remember the port."""
    from sandbox.provider.server import serve
    from sandbox.safety import OwnStacksOnly

    started = functools.partial(
        serve,
        account.url,
        folder / "account",
        interceptors=[OwnStacksOnly(folder / "state")],
        application=account.account,
    )
    last = read(folder)
    with contextlib.suppress(OSError):
        if last is not None:
            return started(last.provider_port)
    return started()


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
