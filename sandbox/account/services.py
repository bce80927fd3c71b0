"""Which service and operation a request on the wire is for."""

import functools
import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import botocore
from moto.core.parse import PROTOCOL_PARSERS, RequestParserError
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import NotFound

_CREDENTIAL = re.compile(r"Credential=([^/]+)/[^/]+/([^/]+)/([^/]+)/aws4_request")
_READS = re.compile(
    r"(Describe|Get|List|Head|BatchGet|BatchDescribe|Lookup|Search|Select|Scan|Query|"
    r"Simulate|Validate|Check|Test|Estimate)(?=[A-Z]|$)"
)


@dataclass(frozen=True)
class Call:
    """One request, understood."""

    service: str
    """botocore's name of the service."""

    operation: Any
    """moto's `OperationModel`; its properties carry no types that a checker could follow."""

    params: dict[str, Any]

    region: str

    protocol: str

    access_key: str = ""
    """Who makes it."""

    @property
    def name(self) -> str:
        """Name of the operation."""
        return self.operation.name

    @property
    def reads(self) -> bool:
        """Whether the operation, going by its name, changes nothing."""
        return _READS.match(self.operation.name) is not None

    def other(self, operation: str, params: Mapping[str, Any], service: str = "") -> "Call":
        """Another call of whoever makes this one, of the same service unless one is named."""
        model, protocol = self.operation.service_model, self.protocol
        if service not in ("", self.service):
            model = get_service_model(service)
            protocol = determine_request_protocol(model)
        about, name = model.operation_model(operation), service or self.service
        return replace(self, service=name, operation=about, params=dict(params), protocol=protocol)


class Malformed(Exception):
    """The request is for a known operation and cannot be parsed."""

    def __init__(self, call: Call, reason: str) -> None:
        super().__init__(reason)
        self.call = call


def understand(request: Request) -> Call | None:
    """Return the call that a request is, None where it names no known operation."""
    scope = _CREDENTIAL.search(request.headers.get("Authorization", ""))
    key, region, signing_name = scope.groups() if scope else _presigned(request)
    for service in _candidates(signing_name, request):
        try:
            operation, uri_params = get_service_router(service).match(request)
        except (NotFound, NotImplementedError):
            continue
        protocol = determine_request_protocol(operation.service_model, request.content_type)
        call = Call(service, operation, {}, region, protocol, key)
        try:
            params = PROTOCOL_PARSERS[protocol](operation).parse(
                {
                    "method": request.method,
                    "values": request.values,
                    "headers": request.headers,
                    "body": request.data,
                    "url_path": request.path,
                    "url_params": uri_params,
                }
            )
        except (RequestParserError, ValueError, TypeError, AttributeError, KeyError) as error:
            raise Malformed(call, str(error)) from error
        call.params.update({k: v for k, v in (params or {}).items() if v is not None})
        return call
    return None


def _presigned(request: Request) -> tuple[str, str, str]:
    if str(request.values.get("Action", "")).startswith("AssumeRoleWith"):
        # A token stands in for the signature.
        return "", "us-east-1", "sts"
    scope = parse_qs(request.query_string.decode()).get("X-Amz-Credential", [""])[0].split("/")
    return (scope[0], scope[2], scope[3]) if len(scope) == 5 else ("", "us-east-1", "s3")


def _candidates(signing_name: str, request: Request) -> Iterator[str]:
    """Services that sign by this name, for JSON only the one that the target header names."""
    target = request.headers.get("X-Amz-Target", "").rpartition(".")[0]
    version = request.values.get("Version") if request.form else None
    for service in by_signing_name().get(signing_name, (signing_name,)):
        metadata = get_service_model(service).metadata
        if target and metadata.get("targetPrefix") != target:
            continue
        if version and metadata["apiVersion"] != version:
            continue
        yield service


@functools.cache
def by_signing_name() -> Mapping[str, tuple[str, ...]]:
    """Botocore's services by the name that requests to them are signed with.

    Only the beginning of each model is read, where its metadata are.
    """
    found: dict[str, list[str]] = {}
    for folder in sorted((Path(botocore.__file__).parent / "data").iterdir()):
        versions = sorted(folder.glob("*/service-2.json.gz"))
        if not versions:
            continue
        with gzip.open(versions[-1], "rt") as model:
            head = model.read(4096)
        name = re.search(r'"signingName":\s*"([^"]+)"', head) or re.search(
            r'"endpointPrefix":\s*"([^"]+)"', head
        )
        if name:
            found.setdefault(name[1], []).append(folder.name)
    # Where several share a name, the one that carries it comes first.
    return {
        name: tuple(sorted(services, key=lambda s: (s != name, s)))
        for name, services in found.items()
    }
