import threading
import time
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2

from sandbox.account.server import AccountServer
from sandbox.provider.account import Account
from sandbox.provider.server import ProviderServer, serve
from sandbox.provider.wire import from_struct, to_struct
from tests.sandbox.provider.conftest import case
from tests.sandbox.provider.engine import Engine, Made, Refused, urn

BUCKET = "aws:s3/bucket:Bucket"


def test_it_answers_what_the_engine_asks_of_a_plugin(engine: Engine) -> None:
    info = engine.stub.GetPluginInfo(struct_pb2.Struct())
    assert info.version == "7.51.1"
    engine.stub.Handshake(provider_pb2.ProviderHandshakeRequest(engine_address="127.0.0.1:1"))
    engine.stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
    engine.cancel()


def test_a_misspelt_setting_of_the_provider_is_refused(engine: Engine) -> None:
    news = to_struct({"regoin": "eu-west-1", "allowedAccountIds": ["123456789012"]})
    answer = engine.stub.CheckConfig(provider_pb2.CheckRequest(news=news))
    assert [(f.property, f.reason) for f in answer.failures] == [
        ("regoin", "unknown setting of the AWS provider; did you mean region")
    ]


def test_only_another_region_replaces_everything(engine: Engine) -> None:
    def replaced(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
        request = provider_pb2.DiffRequest(olds=to_struct(old), news=to_struct(new))
        return list(engine.stub.DiffConfig(request).replaces)

    assert replaced({"region": "a", "profile": "x"}, {"region": "a", "profile": "y"}) == []
    assert replaced({"region": "a"}, {"region": "b"}) == ["region"]


def test_engines_at_the_same_time_keep_their_own_settings(provider: ProviderServer) -> None:
    tagged = [
        Engine(
            provider.port, {"region": region, "defaultTags": f'{{"tags": {{"team": "{team}"}}}}'}
        )
        for region, team in (("eu-west-1", "fraud"), ("eu-central-1", "vision"))
    ]
    made: dict[int, list[Made]] = {0: [], 1: []}

    def bring_up(index: int) -> None:
        for number in range(5):
            name = f"both-{index}-{number}"
            made[index].append(tagged[index].create("aws:sns/topic:Topic", name, {}))

    threads = [threading.Thread(target=bring_up, args=(index,)) for index in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {m.outputs["tagsAll"]["team"] for m in made[0]} == {"fraud"}
    assert all(":eu-central-1:" in m.id for m in made[1])
    assert len({m.id for index in made for m in made[index]}) == 10
    for engine in tagged:
        engine.close()


def test_a_refusal_of_aws_reaches_the_user_in_its_own_words(engine: Engine) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        engine.create("aws:ec2/subnet:Subnet", "s", {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"})
    said = refused.value.details()
    assert said.startswith("CreateSubnet: InvalidVpcID.NotFound: ")
    assert "\n" not in said


def test_a_resource_of_another_account_is_left_alone(engine: Engine) -> None:
    inputs = {"bucket": "real"}
    foreign = Made(BUCKET, "b", "real", inputs, {**inputs, "arn": "arn:aws:s3:::real"})
    for act in (engine.read, engine.delete, lambda made: engine.update(made, inputs)):
        with pytest.raises(grpc.RpcError, match="must have been made in the sandbox"):
            act(foreign)


def test_a_preview_makes_nothing(engine: Engine, client: Callable[[str], Any]) -> None:
    before = [b["Name"] for b in client("s3").list_buckets()["Buckets"]]
    outputs = engine.preview(BUCKET, "p", {"forceDestroy": True})
    assert outputs["forceDestroy"] is True
    assert not isinstance(outputs["arn"], str)
    assert [b["Name"] for b in client("s3").list_buckets()["Buckets"]] == before


def test_a_preview_of_an_update_keeps_what_is_known(engine: Engine) -> None:
    made = engine.create(BUCKET, "known", {})
    inputs = engine.check(BUCKET, "known", {"tags": {"a": "b"}}, made.inputs)
    answer = engine.stub.Update(
        provider_pb2.UpdateRequest(
            id=made.id,
            urn=made.urn,
            olds=to_struct(made.outputs),
            old_inputs=to_struct(made.inputs),
            news=to_struct(inputs),
            preview=True,
        )
    )
    planned = from_struct(answer.properties)
    assert (planned["arn"], planned["tags"]) == (made.outputs["arn"], {"a": "b"})


def test_a_difference_is_told_down_to_the_nested_property(
    engine: Engine, world: dict[str, str]
) -> None:
    from tests.sandbox.provider.conftest import fill

    inputs = fill(case("sagemaker/endpointConfiguration:EndpointConfiguration"), world)
    made = engine.create(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration", "nested", inputs
    )
    variant = {**inputs["productionVariants"][0], "instanceType": "ml.m5.xlarge"}
    planned = engine.diff(made, {**inputs, "productionVariants": [variant]})
    kinds = {path: diff.kind for path, diff in planned.detailedDiff.items()}
    replace = provider_pb2.PropertyDiff.UPDATE_REPLACE
    assert kinds == {"productionVariants[0].instanceType": replace}


def test_a_failure_of_its_own_is_one_line_and_goes_to_the_log(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(grpc.RpcError) as failed:
        engine.stub.Check(provider_pb2.CheckRequest(urn="no urn"))
    assert "\n" not in failed.value.details()
    assert "Traceback" not in failed.value.details()
    assert "Traceback" in caplog.text


def test_unknown_resource_types_of_a_state_are_named(engine: Engine) -> None:
    request = provider_pb2.DeleteRequest(id="f", urn=urn("aws:rds/instances:Instances", "f"))
    with pytest.raises(grpc.RpcError, match="must be a resource type of pulumi-aws"):
        engine.stub.Delete(request)


def test_only_an_account_on_this_machine_is_served() -> None:
    with pytest.raises(ValueError, match="must be on loopback, got https"):
        Account("https://sts.amazonaws.com")


def test_neither_environment_nor_files_lead_anywhere_else(
    account: AccountServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    config = tmp_path / "config"
    config.write_text("[profile real]\nregion = us-east-1\nendpoint_url = http://192.0.2.1\n")
    for name, value in {
        "AWS_PROFILE": "real",
        "AWS_CONFIG_FILE": str(config),
        "AWS_ENDPOINT_URL": "http://192.0.2.1",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "HTTP_PROXY": "http://192.0.2.1",
        "http_proxy": "http://192.0.2.1",
    }.items():
        monkeypatch.setenv(name, value)
    told = Account(account.url).call("sts", "eu-west-1", "GetCallerIdentity", {})
    assert told["Account"] == "000000000000"


def test_it_starts_at_once(account: AccountServer) -> None:
    times = []
    for _ in range(3):
        started = time.monotonic()
        serve(account.url).stop()
        times.append(time.monotonic() - started)
    assert min(times) < 0.5


def test_a_port_that_is_taken_is_named(account: AccountServer) -> None:
    server = serve(account.url)
    with pytest.raises(OSError, match=f"port {server.port}: must be free to listen on"):
        serve(account.url, port=server.port)
    server.stop()


def test_functions_answer_from_the_account(engine: Engine, world: dict[str, str]) -> None:
    ask = engine.invoke
    caller = ask("aws:index/getCallerIdentity:getCallerIdentity", {})
    assert caller["accountId"] == "000000000000"
    assert ask("aws:index/getRegion:getRegion", {})["region"] == "eu-west-1"
    assert ask("aws:index/getPartition:getPartition", {})["partition"] == "aws"
    zones = ask("aws:index/getAvailabilityZones:getAvailabilityZones", {"state": "available"})
    assert zones["names"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    vpc = ask("aws:ec2/getVpc:getVpc", {"id": world["vpc"]})
    assert (vpc["cidrBlock"], vpc["arn"].split("/")[-1]) == ("10.0.0.0/16", world["vpc"])
    wanted = {"filters": [{"name": "vpc-id", "values": [world["vpc"]]}]}
    subnets = ask("aws:ec2/getSubnets:getSubnets", wanted)
    assert set(subnets["ids"]) == {world["subnet"], world["subnet_b"]}
    subnet = ask("aws:ec2/getSubnet:getSubnet", {"id": world["subnet"]})
    assert subnet["vpcId"] == world["vpc"]
    prefixes = ask("aws:ec2/getPrefixList:getPrefixList", {"name": "com.amazonaws.eu-west-1.s3"})
    assert prefixes["id"].startswith("pl-")
    role = ask("aws:iam/getRole:getRole", {"name": world["role"]})
    assert role["arn"] == world["role_arn"]
    key = ask("aws:kms/getKey:getKey", {"keyId": world["key"]})
    assert key["arn"] == world["key_arn"]


@pytest.mark.parametrize(
    ("token", "arguments", "said"),
    [
        ("aws:ec2/getVpc:getVpc", {"idd": "vpc-1"}, "idd: unknown property; did you mean id"),
        ("aws:ec2/getVpc:getVpc", {"id": "vpc-1"}, "exactly one must match, got 0|NotFound"),
        ("aws:ec2/getEip:getEip", {}, "the sandbox does not know this function yet"),
        ("aws:iam/getRole:getRole", {"name": "nobody"}, "GetRole: NoSuchEntity"),
    ],
)
def test_a_function_that_cannot_answer_says_why(
    token: str, arguments: dict[str, Any], said: str, engine: Engine
) -> None:
    with pytest.raises(Refused, match=said):
        engine.invoke(token, arguments)
