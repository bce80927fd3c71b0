"""Requests and answers as bytes: between the WSGI environment, botocore's models and moto."""

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore import parsers, serialize
from botocore.awsrequest import create_request_object, prepare_request_dict
from moto.core.request import PRESERVED_HEADER_NAMES_ENVIRON_KEY, Request
from moto.core.serialize import get_serializer_class

from sandbox.account.direct import environ_for
from sandbox.account.journal import Entry
from sandbox.account.services import Call

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

_SPELLINGS = "header-spellings"


@dataclass(frozen=True)
class Answer:
    """One HTTP answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the request was carried out."""
        return self.status < 300


def head_of(environ: Environ) -> dict[str, str]:
    """Return the text values of a WSGI environment: all that a request is, but its body."""
    head = {
        key: value
        for key, value in environ.items()
        if isinstance(value, str) and (key.isupper() or key == "wsgi.url_scheme")
    }
    # WSGI cannot spell an underscore in a header name; S3 metadata may have one.
    head[_SPELLINGS] = json.dumps(environ.get(PRESERVED_HEADER_NAMES_ENVIRON_KEY) or {})
    return head


def environ_of(entry: Entry) -> Environ:
    """Return a fresh WSGI environment for one entry."""
    return {
        **entry.head,
        "CONTENT_LENGTH": str(len(entry.body)),
        "wsgi.input": io.BytesIO(entry.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        PRESERVED_HEADER_NAMES_ENVIRON_KEY: json.loads(entry.head.get(_SPELLINGS, "{}")),
    }


def request_of(entry: Entry) -> Request:
    """Return the entry as moto's request object."""
    return Request(environ_of(entry))


def serialized(call: Call, result: Mapping[str, Any] | Exception) -> Answer:
    """Write a result or an error in the protocol of the call."""
    serializer = get_serializer_class(call.service, call.protocol)(operation_model=call.operation)
    response = serializer.serialize(result)
    body = response["body"]
    headers = {str(k): str(v) for k, v in response["headers"].items()}
    return Answer(
        response["status_code"],
        tuple(headers.items()),
        body if isinstance(body, bytes) else str(body).encode(),
    )


def parsed(call: Call, answer: Answer) -> dict[str, Any]:
    """Read an answer as botocore reads it; of an error only `Error` with code and message."""
    result = parsers.create_parser(call.protocol).parse(
        {
            "status_code": answer.status,
            "headers": {k.lower(): v for k, v in answer.headers},
            "body": answer.body,
        },
        call.operation.output_shape,
    )
    result.pop("ResponseMetadata", None)
    return result


def entry_for(call: Call, seed: str, when: float) -> Entry:
    """Write a call of the sandbox's own as the request that boto3 would send."""
    serializer: Any = serialize.create_serializer(call.protocol, include_validation=False)
    request: dict[str, Any] = serializer.serialize_to_request(call.params, call.operation)
    request["headers"]["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={call.access_key or 'SANDBOXSANDBOXSANDBO'}/20250101/"
        f"{call.region}/{call.operation.service_model.signing_name}/aws4_request"
    )
    prepare_request_dict(request, "http://127.0.0.1")
    sent: Any = create_request_object(request).prepare()
    environ = environ_for(sent)
    return Entry(head_of(environ), environ["wsgi.input"].read(), seed, when)
