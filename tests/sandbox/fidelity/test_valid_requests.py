"""No valid request is refused: each creating call of the table, with the least and the most.

A few services are tried in every run, all of them with effort.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from sandbox.account.server import AccountServer, serve
from sandbox.service_model.models import service_model
from tests.effort import EFFORT
from tests.sandbox.fidelity.generate import Maker, fits
from tests.sandbox.fidelity.play import hints, operations, play
from tests.sandbox.fidelity.texts import matching

ALWAYS = frozenset(("ec2", "iam", "kms", "s3", "sagemaker", "sns", "sqs", "lambda"))


@pytest.fixture
def account() -> Iterator[AccountServer]:
    server = serve(None)
    yield server
    server.stop()


def test_every_creating_call_of_the_table_is_made() -> None:
    assert operations() <= set(hints()["operations"])


def test_none_is_refused(account: AccountServer) -> None:
    services = ALWAYS if EFFORT == 1 else None
    refused = [
        f"{one.service} {one.operation} {dict(one.params)}: {one.error}"
        for one in play(account.url, services)
        if one.error
    ]
    assert refused == []


def test_a_text_is_made_for_a_pattern() -> None:
    for pattern in (r"^d-[0-9a-f]{8}$", r"(https|s3)://[^/]+/?(.*)", r"[\p{L}]{3,5}", r"\d{12}"):
        shape = SimpleNamespace(metadata={"pattern": pattern, "min": 1, "max": 64})
        assert fits(shape, matching(pattern, 1)), pattern


def test_the_least_is_what_is_required_and_the_most_is_everything() -> None:
    shape = service_model("sqs").operation_model("CreateQueue").input_shape
    assert Maker(most=False).structure(shape) == {"QueueName": "fraud"}
    assert set(Maker(most=True).structure(shape)) == {"QueueName", "Attributes", "tags"}
