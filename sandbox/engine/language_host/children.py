"""The programs, policy packs and plugins that this host runs, none of which may outlive it."""

import contextlib
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

_GRACE_SECONDS = 5
_CHUNK_BYTES = 65536


class Children:
    """Every process this host has started and that has not ended yet."""

    def __init__(self) -> None:
        self._running = set[subprocess.Popen[bytes]]()
        self._lock = threading.Lock()
        self._stopped = False

    def start(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        *,
        cwd: str | None = None,
        piped: bool = False,
    ) -> subprocess.Popen[bytes]:
        """Start a process; unless `piped`, it prints straight into what the engine shows.

        It gets a session of its own: the engine ends us by interrupting our whole process group,
        and a Python that is interrupted prints a traceback.
        """
        pipe = subprocess.PIPE if piped else None
        with self._lock:
            if self._stopped:
                raise ChildProcessError("the engine has asked to stop")
            process = subprocess.Popen(
                command,
                env=dict(environment),
                cwd=cwd or None,
                stdin=subprocess.DEVNULL,
                stdout=pipe,
                stderr=pipe,
                start_new_session=True,
            )
            self._running.add(process)
        return process

    def wait(self, process: subprocess.Popen[bytes]) -> int:
        """Wait for a process to end by itself or to be ended; return its exit code."""
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        return code

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Ask a process to end, and end it if it does not."""
        for request in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is None:
                process.send_signal(request)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE_SECONDS)

    def end_all(self) -> None:
        """End every process, and start none from now on."""
        with self._lock:
            self._stopped = True
            running = list(self._running)
        threads = [threading.Thread(target=self.end, args=(process,)) for process in running]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def output(process: subprocess.Popen[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield what a piped process prints, as it prints it: `stdout` or `stderr`, and bytes."""
    chunks = queue.SimpleQueue[tuple[str, bytes]]()
    streams: dict[str, IO[bytes] | None] = {"stdout": process.stdout, "stderr": process.stderr}
    for name, stream in streams.items():
        threading.Thread(target=_pump, args=(name, stream, chunks), daemon=True).start()
    open_streams = len(streams)
    while open_streams:
        name, chunk = chunks.get()
        if chunk:
            yield name, chunk
        else:
            open_streams -= 1


def _pump(name: str, stream: Any, chunks: "queue.SimpleQueue[tuple[str, bytes]]") -> None:
    with stream:
        while chunk := stream.read1(_CHUNK_BYTES):
            chunks.put((name, chunk))
    chunks.put((name, b""))
