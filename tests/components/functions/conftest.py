"""An account that functions under test reach by boto3, a new one for each test."""

import json
import threading
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.iam import models as iam
from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import make_server

from sandbox.account.app import Account
from sandbox.account.server import HOST

ROLES = ("notebooks", "model", "job", "fraud-dev-model-reader", "fraud-dev-smoke-endpoint-role-1")
"""Roles that the functions are told to hand over or to take on."""

_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "sagemaker.amazonaws.com", "AWS": "000000000000"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


class Served:
    """One address, at which each test finds an account of its own, so that clients can stay."""

    account: Account
    url: str

    def __init__(self) -> None:
        self.clients = dict[str, Any]()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Answer one HTTP request."""
        return self.account(environ, start_response)

    def client(self, service: str) -> Any:
        """The client of a service; to make one takes longer than most tests."""
        if service not in self.clients:
            self.clients[service] = boto3.Session().client(service)
        return self.clients[service]


@pytest.fixture(scope="session")
def _served() -> Iterator[Served]:
    served = Served()
    server: Any = make_server(HOST, 0, served, threaded=True, request_handler=MotoRequestHandler)
    server.daemon_threads = True
    served.url = f"http://{HOST}:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def account(_served: Served, monkeypatch: pytest.MonkeyPatch) -> str:
    """URL of an account that has only roles; boto3 leads there."""
    for name, value in {
        "AWS_ENDPOINT_URL": _served.url,
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    # No function looks at policies of AWS's own, and to load them all takes longer than a test.
    monkeypatch.setattr(iam, "load_iam_aws_managed_policies", lambda: False)
    monkeypatch.setattr(boto3, "client", _served.client)
    _served.account = Account()
    roles = iam.iam_backends["000000000000"]["aws"]
    for role in ROLES:
        # Not by a request: half of all requests of these tests would be for roles.
        roles.create_role(role, _TRUST, "/", None, "", [], "3600")
    return _served.url
