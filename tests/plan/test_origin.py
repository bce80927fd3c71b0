import pulumi
import pulumi_aws as aws
import pytest

from plan.monitor import RecordingMonitor
from plan.recorder import record


class Shelf(pulumi.ComponentResource):
    def __init__(self, name: str) -> None:
        super().__init__("test:index:Shelf", name)


@pytest.fixture
def sent(monkeypatch) -> dict:
    """What the SDK sends to register each resource, by its name."""
    requests = {}
    register = RecordingMonitor.RegisterResource

    def noting(self, request, *arguments):
        requests[request.name] = request
        return register(self, request, *arguments)

    monkeypatch.setattr(RecordingMonitor, "RegisterResource", noting)
    return requests


@pytest.mark.parametrize("declare", [lambda: aws.s3.Bucket("one"), lambda: Shelf("one")])
def test_a_resource_is_noted_with_the_line_that_declares_it_alone(sent, declare):
    plan = record(declare, stack_name="fraud-dev")
    where = sent["one"].sourcePosition
    assert where.uri.endswith("/tests/plan/test_origin.py")
    assert where.line == declare.__code__.co_firstlineno
    assert len(sent["one"].stackTrace.frames) == 1
    assert sent["one"].stackTrace.frames[0].pc == where
    assert plan.resources[-1].declared_at == f"{__file__}:{where.line}"
