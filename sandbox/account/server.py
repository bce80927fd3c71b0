"""The account on a port of 127.0.0.1."""

import functools
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.serving import BaseWSGIServer, make_server

from sandbox.account.app import Account
from sandbox.account.journal import Journal
from sandbox.lifecycle import HOST


@functools.cache
def _handler() -> Any:
    # With the first request, not with the start: it loads Flask.
    from moto.moto_server.werkzeug_app import MotoRequestHandler

    class Handler(MotoRequestHandler):
        """Answers without writing a line for each request."""

        protocol_version = "HTTP/1.1"

        def log(self, type: str, message: str, *args: object) -> None:
            """Keep quiet unless something is wrong."""
            if type == "error":
                logging.getLogger("sandbox.account").error(message, *args)

    return Handler


def _answer(*request: Any) -> Any:
    return _handler()(*request)


@dataclass
class AccountServer:
    """A running account."""

    account: Account

    _server: BaseWSGIServer

    @property
    def port(self) -> int:
        """Port that it listens on."""
        return self._server.port

    @property
    def url(self) -> str:
        """What `AWS_ENDPOINT_URL` is set to."""
        return f"http://{HOST}:{self.port}"

    @property
    def doors(self) -> dict[str, Callable[[bytes], bytes]]:
        """What the server answers to besides AWS's API, by path."""
        return self.account.doors

    def stop(self) -> None:
        """Finish the request at hand, then close."""
        self._server.shutdown()
        self._server.server_close()
        self.account.close()


def serve(
    folder: Path | None,
    *,
    listener: int | None = None,
    health: str = "{}",
    settings: Path | None = None,
) -> AccountServer:
    """Start an account that remembers in `folder`, at a free port.

    `listener` is the file descriptor of a socket that listens already; `settings` is the file of
    what the account is asked to be like, which need not be there. Connections are accepted at
    once, and answered when the journal has been replayed.
    """
    journal = Journal(folder / "journal") if folder is not None else None
    account = Account(journal, health=health, settings=settings)
    handler: Any = _answer
    server: Any = make_server(HOST, 0, account, threaded=True, request_handler=handler, fd=listener)
    server.daemon_threads = True
    account.replay()
    threading.Thread(target=server.serve_forever, args=(0.05,), name="account", daemon=True).start()
    return AccountServer(account, server)
