"""Start of the language host: serve on a free port, say which, end when the engine does."""

import os
import signal
import sys
from concurrent import futures
from pathlib import Path
from select import select
from socket import socket, socketpair

import grpc

from .children import Children
from .limits import MESSAGE_OPTIONS, THREADS
from .protocol import language_pb2_grpc
from .runtime import LanguageRuntime

_VERSION = "3.259.0"
_PARENT_CHECK_SECONDS = 0.5


def main() -> None:
    """Serve until a signal or the end of the engine."""
    ended = _ended()
    parent = os.getppid()
    # Options such as -v come before the engine's address, which is always the last argument.
    engine = sys.argv[-1] if len(sys.argv) > 1 else ""
    executor = Path(__file__).parents[2] / "bin" / "pulumi-language-python-exec"
    children = Children()
    server: grpc.Server = grpc.server(futures.ThreadPoolExecutor(THREADS), options=MESSAGE_OPTIONS)
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(
        LanguageRuntime(executor, engine, _VERSION, children), server
    )
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    # The engine waits for this line, and takes whatever follows for output of the program.
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    # An engine that was killed tells nobody; that we got a new parent is the only sign of it.
    while not select([ended], [], [], _PARENT_CHECK_SECONDS)[0] and os.getppid() == parent:
        pass
    children.end_all()
    server.stop(grace=None)
    # Answers that still wait for something would keep the interpreter from ending.
    os._exit(0)


def _no_more(*_: object) -> None:
    """Keep Python from its own answer to a signal."""


def _ended() -> socket:
    """Return what can be read as soon as somebody asks this process to end.

    A signal may come to any thread; an event that its handler sets would be seen late by another.
    """
    hears, tells = socketpair()
    tells.setblocking(False)
    signal.set_wakeup_fd(tells.detach())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _no_more)
    return hears
