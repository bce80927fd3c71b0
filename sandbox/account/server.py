"""The account on a port of 127.0.0.1."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import BaseWSGIServer, make_server

from sandbox.account.app import Account
from sandbox.account.happened import PATH as HAPPENED
from sandbox.account.journal import Journal
from sandbox.account.wire import Environ, StartResponse
from sandbox.lifecycle import HOST


class _Handler(MotoRequestHandler):
    """Answers without writing a line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Keep quiet unless something is wrong."""
        if type == "error":
            logging.getLogger("sandbox.account").error(message, *args)


class _Doors:
    """The account, and what else this process answers to: each path is a function of a body."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self.doors: dict[str, Callable[[bytes], bytes]] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one HTTP request."""
        door = self.doors.get(environ["PATH_INFO"])
        if door is None:
            return self._account(environ, start_response)
        said = door(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        start_response("200 OK", [("Content-Length", str(len(said)))])
        return [said]


@dataclass
class AccountServer:
    """A running account."""

    account: Account
    port: int
    doors: dict[str, Callable[[bytes], bytes]]
    """What the server answers to besides AWS's API, by path."""

    _server: BaseWSGIServer

    @property
    def url(self) -> str:
        """What `AWS_ENDPOINT_URL` is set to."""
        return f"http://{HOST}:{self.port}"

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
    application = _Doors(account)
    application.doors[HAPPENED] = account.happened
    server: Any = make_server(
        HOST, 0, application, threaded=True, request_handler=_Handler, fd=listener
    )
    server.daemon_threads = True
    account.replay()
    threading.Thread(target=server.serve_forever, args=(0.05,), name="account", daemon=True).start()
    return AccountServer(account, server.port, application.doors, server)
