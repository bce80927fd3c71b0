"""Programs with resource types that the table does not have."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import engine_pb2_grpc, plugin_pb2

from sandbox.provider.derive import derived
from sandbox.provider.tables import resource_types
from tests.sandbox.provider.conftest import fill
from tests.sandbox.provider.engine import Engine, Made, Refused
from tests.yaml_file import read_yaml

DIFF_NONE = 1
PROGRAMS = sorted((Path(__file__).parent / "programs").glob("*.yaml"))

_SHORT = {"minimumPasswordLength": 5}
_ACCESS = {
    "clusterName": "platform",
    "principalArn": "arn:aws:iam::000000000000:role/ml",
    "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
    "accessScope": {"type": "everything"},
}


def up(engine: Engine, program: dict[str, Any], prefix: str) -> dict[str, Made]:
    """Create what a program declares, one after the other, as the engine would."""
    known = dict[str, str]()
    made = dict[str, Made]()
    for name, entry in program.items():
        inputs = fill({k: v for k, v in entry.items() if k != "is"}, known)
        one = made[name] = engine.create(f"aws:{entry['is']}", f"{prefix}-{name}", inputs)
        known[name] = one.id
        if isinstance(arn := one.outputs.get("arn"), str):
            known[f"{name}_arn"] = arn
    return made


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_a_program_of_others_comes_up_and_goes(file: Path, engine: Engine) -> None:
    made = up(engine, read_yaml(file), file.stem)
    unlisted = [one for one in made.values() if one.token not in resource_types()]
    assert unlisted
    for one in unlisted:
        seen = engine.read(one)
        assert seen is not None, one.token
        assert seen.inputs == one.inputs, one.token
        given = {k: v for k, v in one.inputs.items() if k not in ("tagsAll", "__defaults")}
        assert engine.diff(seen, given).changes == DIFF_NONE, one.token
    for one in reversed(unlisted):
        engine.delete(one)
        assert engine.read(one) is None, one.token


def test_what_was_made_is_seen_by_others(engine: Engine, client: Callable[[str], Any]) -> None:
    program = {
        "stream": {"is": "kinesis/stream:Stream", "shardCount": 2},
        "group": {"is": "iam/group:Group", "path": "/people/"},
        "user": {"is": "iam/user:User", "tags": {"team": "risk"}},
    }
    made = up(engine, program, "seen")
    stream = client("kinesis").describe_stream_summary(StreamName=made["stream"].id)
    assert stream["StreamDescriptionSummary"]["OpenShardCount"] == 2
    tags = client("iam").list_user_tags(UserName=made["user"].id)["Tags"]
    assert {"Key": "team", "Value": "risk"} in tags
    assert client("iam").get_group(GroupName=made["group"].id)["Group"]["Path"] == "/people/"


def test_a_change_is_made_and_what_cannot_change_replaces(engine: Engine) -> None:
    inputs = {"name": "change", "tags": {}}
    user = engine.create("aws:ecs/cluster:Cluster", "change", inputs)
    wanted = {**inputs, "settings": [{"name": "containerInsights", "value": "enabled"}]}
    assert list(engine.diff(user, wanted).replaces) == []
    changed = engine.update(user, wanted)
    assert changed.outputs["settings"] == wanted["settings"]
    assert list(engine.diff(changed, {**wanted, "name": "other"}).replaces) == ["name"]


def test_a_machine_of_another_image_is_another_and_its_address_lets_go_of_it(
    engine: Engine,
) -> None:
    machine = {"is": "ec2/instance:Instance", "ami": "ami-12c6146b", "instanceType": "t3.micro"}
    address = {"is": "ec2/eip:Eip", "domain": "vpc", "instance": "$machine"}
    made = up(engine, {"machine": machine, "address": address}, "fixed")
    other = {"ami": "ami-03cf127a", "instanceType": "t3.micro"}
    assert list(engine.diff(made["machine"], other).replaces) == ["ami"]
    engine.delete(made["address"])
    assert engine.read(made["machine"]) is not None


def test_a_record_is_found_among_others_by_its_whole_name(engine: Engine) -> None:
    record = {"is": "route53/record:Record", "zoneId": "$zone", "type": "A", "ttl": 60}
    program = {
        "zone": {"is": "route53/zone:Zone", "name": "names.test"},
        "one": {**record, "name": "one", "records": ["192.0.2.1"]},
        "two": {**record, "name": "two.names.test", "records": ["192.0.2.2"]},
    }
    made = up(engine, program, "names")
    assert made["one"].outputs["fqdn"] == "one.names.test"
    for name, address in (("one", "192.0.2.1"), ("two", "192.0.2.2")):
        seen = engine.read(made[name])
        assert seen is not None
        assert seen.outputs["records"] == [address]
    engine.delete(made["one"])
    assert engine.read(made["one"]) is None
    assert engine.read(made["two"]) is not None


def test_what_aws_refuses_is_refused_in_preview(engine: Engine) -> None:
    with pytest.raises(Refused, match="name: Value 'no space here' at 'streamName' failed"):
        engine.preview("aws:kinesis/stream:Stream", "x", {"name": "no space here"})
    with pytest.raises(Refused, match="shardCoun: unknown property; did you mean shardCount"):
        engine.preview("aws:kinesis/stream:Stream", "x", {"shardCoun": 1})


VALIDATION = "aws:acm/certificateValidation:CertificateValidation"
CERTIFICATE = "arn:aws:acm:eu-west-1:000000000000:certificate/1"


@pytest.mark.parametrize(
    ("token", "inputs", "wrong"),
    [
        (
            "aws-native:sagemaker:ModelPackageGroup",
            {"modelPackageGroupName": "fraud_dev"},
            "modelPackageGroupName",
        ),
        ("aws:eks/accessPolicyAssociation:AccessPolicyAssociation", _ACCESS, "accessScope.type"),
        ("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", _SHORT, "minimumPasswordLength"),
        ("aws:sagemaker/workforce:Workforce", {"workforceName": "us"}, "cognitoConfig"),
    ],
)
def test_what_no_call_makes_is_checked_like_its_call(
    token: str, inputs: dict[str, Any], wrong: str, engine: Engine
) -> None:
    with pytest.raises(Refused) as refused:
        engine.check(token, "kept", inputs)
    assert [f.split(":")[0] for f in refused.value.failures] == [wrong]


def test_a_word_in_the_wrong_case_is_refused(engine: Engine) -> None:
    function = {"functionName": "f", "recursiveLoop": "allow"}
    with pytest.raises(Refused, match="recursiveLoop"):
        engine.check("aws:lambda/functionRecursionConfig:FunctionRecursionConfig", "case", function)


def test_what_no_call_makes_is_in_the_state_alone(engine: Engine) -> None:
    assert derived(VALIDATION) is None
    made = engine.create(VALIDATION, "validation", {"certificateArn": CERTIFICATE})
    seen = engine.read(made)
    assert seen is not None
    assert (seen.inputs, seen.outputs) == (made.inputs, made.outputs)
    wanted = {"certificateArn": CERTIFICATE, "validationRecordFqdns": ["a.example.com"]}
    changed = engine.update(seen, wanted)
    again = engine.read(changed)
    assert again is not None
    assert again.outputs["validationRecordFqdns"] == ["a.example.com"]
    assert engine.diff(again, wanted).changes == DIFF_NONE
    assert engine.adopt(VALIDATION, "validation", made.id) is None
    engine.delete(made)


class Told(engine_pb2_grpc.EngineServicer):
    """An engine that keeps what it is told."""

    def __init__(self) -> None:
        self.messages = list[str]()

    def Log(self, request: Any, context: Any) -> Any:
        self.messages.append(request.message)
        return empty_pb2.Empty()


@pytest.fixture
def told(engine: Engine) -> Iterator[Told]:
    told = Told()
    server = grpc.server(ThreadPoolExecutor(2))
    engine_pb2_grpc.add_EngineServicer_to_server(told, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    engine.stub.Attach(plugin_pb2.PluginAttach(address=f"127.0.0.1:{port}"))
    yield told
    engine.stub.Attach(plugin_pb2.PluginAttach(address="127.0.0.1:1"))
    server.stop(None)


def test_the_user_is_told_once_of_each_type(engine: Engine, told: Told) -> None:
    for name in ("one", "two"):
        engine.check("aws:kinesis/stream:Stream", name, {"shardCount": 1})
        engine.check(VALIDATION, name, {"certificateArn": CERTIFICATE})
        engine.check("aws:sqs/queue:Queue", name, {})
    assert told.messages == [
        "aws:kinesis/stream:Stream is not in the sandbox's table; answered by its schema and the"
        " service's model (kinesis:CreateStream)",
        f"{VALIDATION} is not in the sandbox's table, and no API call can show it; its inputs are"
        " checked, and nothing is made in the account",
    ]


def test_an_imported_resource_keeps_what_the_program_leaves_to_aws(
    engine: Engine, client: Callable[[str], Any]
) -> None:
    client("kinesis").create_stream(StreamName="by-hand", ShardCount=1)
    inputs = {"name": "by-hand", "shardCount": 1, "retentionPeriod": 24}
    imported = engine.read(Made("aws:kinesis/stream:Stream", "by-hand", "by-hand", {}, {}))
    assert imported is not None
    assert imported.inputs["streamModeDetails"] == {"streamMode": "PROVISIONED"}
    found = engine.diff(imported, inputs)
    assert (list(found.replaces), "streamModeDetails" in found.diffs) == ([], False)
    assert list(engine.diff(imported, {**inputs, "name": "other"}).replaces) == ["name"]
    wanted = {**inputs, "shardCount": 2}
    assert list(engine.diff(imported, wanted).replaces) == []
    engine.update(imported, wanted)
    stream = client("kinesis").describe_stream_summary(StreamName="by-hand")
    assert stream["StreamDescriptionSummary"]["OpenShardCount"] == 2


def test_an_arn_is_the_one_that_the_account_gives(engine: Engine) -> None:
    program = {
        "stream": {"is": "kinesis/stream:Stream", "shardCount": 1},
        "reader": {"is": "kinesis/streamConsumer:StreamConsumer", "streamArn": "$stream_arn"},
    }
    made = up(engine, program, "readers")
    arn = made["stream"].outputs["arn"]
    assert made["reader"].outputs["arn"].startswith(f"{arn}/consumer/{made['reader'].id}")


def test_rules_of_a_resolver_are_made_by_the_service_of_resolvers(
    engine: Engine, client: Callable[[str], Any]
) -> None:
    rule = {
        "is": "route53/resolverRule:ResolverRule",
        "domainName": "office.acme.test",
        "ruleType": "SYSTEM",
    }
    made = up(engine, {"rule": rule}, "resolver")["rule"]
    found = client("route53resolver").get_resolver_rule(ResolverRuleId=made.id)["ResolverRule"]
    assert found["DomainName"].rstrip(".") == "office.acme.test"


def test_what_has_a_name_and_is_known_by_its_arn_is_updated_by_that(
    engine: Engine, client: Callable[[str], Any]
) -> None:
    image = {"imageIdentifier": "public.ecr.aws/shop/web:1", "imageRepositoryType": "ECR_PUBLIC"}
    inputs = {
        "serviceName": "shop",
        "sourceConfiguration": {"imageRepository": image, "autoDeploymentsEnabled": False},
    }
    service = engine.create("aws:apprunner/service:Service", "shop", inputs)
    engine.update(service, {**inputs, "instanceConfiguration": {"cpu": "2048", "memory": "4096"}})
    found = client("apprunner").describe_service(ServiceArn=service.id)["Service"]
    assert found["InstanceConfiguration"]["Cpu"] == "2048"
    assert list(engine.diff(service, {**inputs, "serviceName": "other"}).replaces) == [
        "serviceName"
    ]


def test_a_configuration_of_brokers_has_a_revision(engine: Engine) -> None:
    configuration = {"serverProperties": "auto.create.topics.enable = true"}
    made = engine.create("aws:msk/configuration:Configuration", "brokers", configuration)
    assert made.outputs["latestRevision"] == 1
