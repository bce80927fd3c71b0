"""The programs, policy packs and plugins that this host runs, none of which may outlive it."""

import contextlib
import os
import selectors
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import grpc

_GRACE_SECONDS = 5
_CHUNK_BYTES = 65536


class Children:
    """Every process that this host has started."""

    def __init__(self) -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._stopped = False

    def start(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        cwd: str,
        context: grpc.ServicerContext,
        pipe: int | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a process, to be ended with the call that it is for.

        Without a pipe it prints straight into what the engine shows. It gets a session of its own:
        the engine ends us by interrupting our whole process group, and a Python that is interrupted
        prints a traceback.
        """
        with self._lock:
            if self._stopped:
                raise ChildProcessError("the engine has asked to stop")
            process = subprocess.Popen(
                command,
                env=environment,
                cwd=cwd or None,
                stdin=subprocess.DEVNULL,
                stdout=pipe,
                stderr=pipe,
                start_new_session=True,
            )
            self._started.append(process)
        context.add_callback(lambda: _end(process))
        return process

    def run(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        cwd: str,
        context: grpc.ServicerContext,
    ) -> Iterator[tuple[str, Any]]:
        """Yield what a process prints as `stdout` and `stderr`, and at last its `exitcode`."""
        process = self.start(command, environment, cwd, context, subprocess.PIPE)
        with process, selectors.DefaultSelector() as open_streams:
            for name in ("stdout", "stderr"):
                open_streams.register(getattr(process, name), selectors.EVENT_READ, name)
            while open_streams.get_map():
                for stream, _ in open_streams.select():
                    chunk = os.read(stream.fd, _CHUNK_BYTES)
                    if chunk:
                        yield stream.data, chunk
                    else:
                        open_streams.unregister(stream.fileobj)
        yield "exitcode", process.returncode

    def end_all(self) -> None:
        """End every process, and start none from now on."""
        with self._lock:
            self._stopped = True
        _end(*self._started)


def _end(*processes: subprocess.Popen[bytes]) -> None:
    """Ask processes to end, and end those that do not."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        running = [process for process in processes if process.poll() is None]
        for process in running:
            process.send_signal(request)
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)
