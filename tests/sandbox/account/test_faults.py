import pytest
from botocore.exceptions import ClientError
from moto.core.utils import get_service_model

from sandbox.account.asked import Faults
from sandbox.account.options import Fault
from sandbox.account.services import Call
from tests.sandbox.account.conftest import Asked


def _queues(asked: Asked) -> set[str]:
    found = asked.clients.sqs.list_queues().get("QueueUrls", [])
    return {url.rpartition("/")[2] for url in found}


def _refusal(asked: Asked, name: str) -> tuple[str, str]:
    return asked.refusal(asked.clients.sqs.create_queue, QueueName=name)


def test_the_call_that_is_named_fails_and_no_other(asked: Asked) -> None:
    asked.to('faults = [{operation = "sqs:CreateQueue", call = 2, code = "Throttled"}]')
    asked.clients.sqs.create_queue(QueueName="first")
    assert _refusal(asked, "second") == ("Throttled", "The sandbox was asked to fail here.")
    assert _queues(asked) == {"first"}
    asked.clients.sqs.create_queue(QueueName="second")
    assert _queues(asked) == {"first", "second"}


def test_a_call_may_fail_after_it_took_effect(asked: Asked) -> None:
    asked.to('faults = [{operation = "SQS:create*", effect = true, message = "Gone"}]')
    assert _refusal(asked, "made") == ("InternalError", "Gone")
    assert _queues(asked) == {"made"}


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ('code = "Throttled"', 400),
        ('code = "Throttled", effect = true', 500),
        ('code = "ServiceUnavailable"', 500),
    ],
)
def test_an_error_that_leaves_open_what_was_done_is_the_servers_own(
    asked: Asked, fault: str, status: int
) -> None:
    asked.to(f'faults = [{{operation = "sqs:CreateQueue", {fault}}}]')
    with pytest.raises(ClientError) as caught:
        asked.clients.sqs.create_queue(QueueName="made")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def test_it_ends_when_nobody_asks_for_it_any_more(asked: Asked) -> None:
    asked.to('faults = [{operation = "*"}]')
    _refusal(asked, "later")
    asked.to("")
    asked.clients.sqs.create_queue(QueueName="later")
    assert _queues(asked) == {"later"}


def test_a_share_of_the_calls_fails_and_the_same_ones_every_time() -> None:
    operation = get_service_model("sqs").operation_model("CreateQueue")
    call = Call("sqs", operation, {}, "eu-west-1", "json")

    def failed(seed: int) -> list[bool]:
        faults, asked = Faults(), (Fault("sqs:*", share=0.3, seed=seed),)
        return [faults.next(call, asked, 1) is not None for _ in range(200)]

    assert 40 <= sum(failed(7)) <= 80
    assert failed(7) == failed(7) != failed(8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("faults = [", "sandbox.toml: must be readable TOML, got "),
        ("quota = 1", "sandbox.toml: quota: must be left out, as there is no such setting, got 1"),
        ("faults = 3", "sandbox.toml: faults: must be array, got 3"),
        ("faults = [{call = 1}]", "sandbox.toml: faults[0].operation: must be given"),
        (
            'faults = [{operation = "*", calls = 1}]',
            "sandbox.toml: faults[0].calls: must be left out, as there is no such setting, got 1",
        ),
        (
            'faults = [{operation = "*", call = true}]',
            "sandbox.toml: faults[0].call: must be integer, got True",
        ),
        (
            'faults = [{operation = "*", call = -1}]',
            "sandbox.toml: faults[0].call: must be greater than or equal to 0, got -1",
        ),
        (
            'faults = [{operation = "*", share = 1.5}]',
            "sandbox.toml: faults[0].share: must be less than or equal to 1, got 1.5",
        ),
        (
            'accounts = {"1234" = "prod"}',
            "sandbox.toml: accounts: must be numbers of 12 digits, in quotes, got '1234'",
        ),
        (
            'regions.enabled = ["eu-wst-1"]',
            "sandbox.toml: regions: must be regions of AWS, got 'eu-wst-1'",
        ),
        (
            'quotas = {"vpc:VPCs" = 1}',
            "sandbox.toml: quotas: must be service:name or service:code, vpc with one of VPCs per"
            " Region, Internet gateways per Region, NAT gateways per Availability Zone,"
            " got 'vpc:VPCs'",
        ),
        (
            "quotas = {VPCs = 1}",
            "sandbox.toml: quotas: must be service:name or service:code, one of ec2, iam, lambda,"
            " s3, sagemaker, vpc, got 'VPCs'",
        ),
    ],
)
def test_a_file_that_is_wrong_fails_every_call_and_says_why(
    asked: Asked, text: str, message: str
) -> None:
    asked.to(text)
    code, said = _refusal(asked, "x")
    assert code == "SandboxSettings"
    assert said.startswith(message)
