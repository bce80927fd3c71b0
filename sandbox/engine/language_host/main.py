"""Start of the language host: serve on a free port, say which, end when the engine does."""

import os
import signal
import sys
from pathlib import Path
from select import select
from socket import socket, socketpair

from .children import Children
from .protocol import language_pb2_grpc, server
from .runtime import LanguageRuntime

_PARENT_CHECK_SECONDS = 0.5


def main() -> None:
    """Serve until a signal or the end of the engine."""
    ended, parent, children = _ended(), os.getppid(), Children()
    executor = Path(__file__).parents[2] / "bin" / "pulumi-language-python-exec"
    # Options such as -v come before the engine's address, which is always the last argument.
    runtime = LanguageRuntime(executor, sys.argv[-1], children)
    serving, port = server()
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(runtime, serving)
    serving.start()
    # The engine waits for this line, and takes whatever follows for output of the program.
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    # An engine that was killed tells nobody; that we got a new parent is the only sign of it.
    while not select([ended], [], [], _PARENT_CHECK_SECONDS)[0] and os.getppid() == parent:
        pass
    children.end_all()
    # Answers that still wait for something would keep the interpreter from ending.
    os._exit(0)


def _ended() -> socket:
    """Return what can be read as soon as somebody asks this process to end.

    A signal may come to any thread; an event that its handler sets would be seen late by another.
    """
    hears, tells = socketpair()
    tells.setblocking(False)
    signal.set_wakeup_fd(tells.detach())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _heard)
    return hears


def _heard(*_: object) -> None:
    """Keep Python from its own answer to a signal; ignored, it would not be told."""
