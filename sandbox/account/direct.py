"""Calls to an account in the same process, past the loopback socket.

A request is built, signed and parsed by botocore as ever. Only the way of its bytes is shorter: to
open a connection, serve it in a thread and parse its headers takes as long as moto's answer.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse
from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application."""


def directly(application: Application) -> Callable[..., AWSResponse]:
    """Return a handler of botocore's `before-send` that asks the application itself."""

    def answer(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        said: list[Any] = []
        body = b"".join(application(environ_for(request), lambda *a: said.extend(a)))
        headers = HTTPHeaders()
        for name, value in said[1]:
            headers.add_header(name, value)
        status = int(said[0].split(" ", 1)[0])
        return AWSResponse(request.url, status, headers, MockRawResponse(body))

    return answer


def environ_for(request: AWSPreparedRequest) -> dict[str, Any]:
    """Return the request as a WSGI server would hand it on."""
    url, given = urlsplit(request.url), request.body or b""
    body: Any = given.read() if not isinstance(given, (str, bytes, bytearray)) else given
    body = body.encode() if isinstance(body, str) else bytes(body)
    path, spellings = url.path or "/", dict[str, str]()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        # WSGI has text stand for bytes, each character for one.
        "PATH_INFO": unquote(path).encode().decode("latin1"),
        "QUERY_STRING": url.query,
        "RAW_URI": f"{path}?{url.query}" if url.query else path,
        "SERVER_NAME": str(url.hostname),
        "SERVER_PORT": str(url.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": url.netloc,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": BytesIO(body),
        PRESERVED_HEADER_NAMES_ENVIRON_KEY: spellings,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        environ[key] = value.decode("latin1") if isinstance(value, bytes) else str(value)
        if "_" in name:
            spellings[key] = name
    environ.pop("HTTP_CONTENT_LENGTH", None)
    return environ
