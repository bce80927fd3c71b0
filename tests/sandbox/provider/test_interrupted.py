"""An engine that is killed between a create and its note of it: the next run continues."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import grpc
import pytest

from sandbox.account.server import AccountServer
from sandbox.provider.account import Account, AccountError
from sandbox.provider.ledger import Ledger
from sandbox.provider.server import serve
from tests.sandbox.provider.conftest import case
from tests.sandbox.provider.engine import Engine

Client = Callable[[str], Any]
VPC = "aws:ec2/vpc:Vpc"
BUCKET = "aws:s3/bucket:Bucket"


def vpcs(client: Client) -> set[str]:
    found = client("ec2").describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.7.0.0/16"]}])
    return {vpc["VpcId"] for vpc in found["Vpcs"]}


def found(client: Client) -> set[str]:
    iam = client("iam")
    roles = {role["RoleName"] for role in iam.list_roles()["Roles"]}
    policies = {policy["Arn"] for policy in iam.list_policies(Scope="Local")["Policies"]}
    return vpcs(client) | roles | policies


def test_a_create_whose_answer_was_lost_is_not_repeated(engine: Engine, client: Client) -> None:
    lost = engine.create(VPC, "lost", {"cidrBlock": "10.7.0.0/16"})
    found = engine.create(VPC, "lost", {"cidrBlock": "10.7.0.0/16"})
    assert found.id == lost.id
    assert vpcs(client) == {lost.id}
    engine.delete(found)


@pytest.mark.parametrize("token", [VPC, "aws:iam/role:Role"])
def test_a_create_that_took_effect_before_it_failed_is_not_repeated(
    engine: Engine, client: Client, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    given = {"cidrBlock": "10.7.0.0/16"} if token == VPC else case("iam/role:Role")
    before, call = found(client), Account.call

    def lost(self: Account, service: str, region: str, operation: str, params: Any) -> Any:
        answer = call(self, service, region, operation, params)
        if operation in ("CreateVpc", "CreateRole"):
            raise AccountError(operation, "InternalError", "", may_be_done=True)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(Account, "call", lost)
        with pytest.raises(grpc.RpcError, match="InternalError"):
            engine.create(token, "unsure", given)
    made = engine.create(token, "unsure", given)
    assert found(client) - before == {made.id}
    engine.delete(made)


def test_an_output_that_cannot_be_read_is_not_left_out(
    engine: Engine, client: Client, world: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"vpcId": world["vpc"], "serviceName": "com.amazonaws.eu-west-1.dynamodb"}
    token, read = "aws:ec2/vpcEndpoint:VpcEndpoint", Account.read_all

    def failing(self: Account, service: str, region: str, operation: str, params: Any) -> Any:
        if operation == "DescribePrefixLists":
            raise AccountError(operation, "InternalError", "")
        return read(self, service, region, operation, params)

    with monkeypatch.context() as patch:
        patch.setattr(Account, "read_all", failing)
        with pytest.raises(grpc.RpcError, match="InternalError"):
            engine.create(token, "unread", given)
    made = engine.create(token, "unread", given)
    assert made.outputs["prefixListId"].startswith("pl-")
    there = client("ec2").describe_vpc_endpoints()["VpcEndpoints"]
    own = [e for e in there if e["ServiceName"] == given["serviceName"]]
    assert [e["VpcEndpointId"] for e in own] == [made.id]
    engine.delete(made)


def test_a_generated_name_is_used_again(engine: Engine, client: Client) -> None:
    lost = engine.create(BUCKET, "lost", {})
    found = engine.create(BUCKET, "lost", {})
    assert found.id == lost.id
    assert found.inputs == lost.inputs


def test_the_program_may_have_changed_meanwhile(engine: Engine, client: Client) -> None:
    lost = engine.create(VPC, "changed", {"cidrBlock": "10.7.0.0/16"})
    wanted = {"cidrBlock": "10.7.0.0/16", "enableDnsHostnames": True, "tags": {"a": "b"}}
    found = engine.create(VPC, "changed", wanted)
    assert found.id == lost.id
    seen = client("ec2").describe_vpc_attribute(VpcId=lost.id, Attribute="enableDnsHostnames")
    assert seen["EnableDnsHostnames"]["Value"] is True
    anew = engine.create(VPC, "changed", {"cidrBlock": "10.8.0.0/16"})
    assert anew.id != lost.id
    assert lost.id not in vpcs(client)
    engine.delete(anew)


def test_once_the_engine_knows_a_resource_a_create_is_another_one(
    engine: Engine, client: Client
) -> None:
    inputs = {"cidrBlock": "10.7.0.0/16"}
    first = engine.create(VPC, "known", inputs)
    assert list(engine.diff(first, {"cidrBlock": "10.9.0.0/16"}).replaces) == ["cidrBlock"]
    second = engine.create(VPC, "known", inputs)
    assert second.id != first.id
    engine.delete(first)
    engine.delete(second)
    assert vpcs(client) == set()


def test_a_resource_that_vanished_meanwhile_is_made_again(engine: Engine, client: Client) -> None:
    lost = engine.create(BUCKET, "vanished", {})
    client("s3").delete_bucket(Bucket=lost.id)
    assert engine.create(BUCKET, "vanished", {}).id in {
        b["Name"] for b in client("s3").list_buckets()["Buckets"]
    }


def test_a_create_that_fails_half_way_leaves_nothing(engine: Engine, client: Client) -> None:
    broken = {"vpcId": "vpc-0123456789abcdef0"}
    before = client("ec2").describe_internet_gateways()["InternetGateways"]
    for inputs in (broken, broken):
        with pytest.raises(Exception, match="AttachInternetGateway: InvalidVpcID"):
            engine.create("aws:ec2/internetGateway:InternetGateway", "half", inputs)
    assert client("ec2").describe_internet_gateways()["InternetGateways"] == before
    fixed = engine.create("aws:ec2/internetGateway:InternetGateway", "half", {})
    assert fixed.id


def test_the_ledger_survives_a_restart_of_the_sandbox(
    account: AccountServer, client: Client, tmp_path: Path
) -> None:
    inputs = {"cidrBlock": "10.7.0.0/16"}
    ids = []
    for _ in range(2):
        server = serve(account.url, tmp_path)
        engine = Engine(server.port)
        ids.append(engine.create(VPC, "restarted", inputs).id)
        engine.close()
        server.stop()
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        (VPC, {"cidrBlock": "10.7.0.0/16"}),
        ("aws:iam/role:Role", case("iam/role:Role")),
        ("aws:iam/policy:Policy", {"policy": case("iam/policy:Policy")["policy"]}),
    ],
)
def test_a_create_cut_off_inside_the_sandbox_is_not_there_twice(
    account: AccountServer,
    client: Client,
    tmp_path: Path,
    token: str,
    inputs: dict[str, Any],
) -> None:
    before = found(client)
    server = serve(account.url, tmp_path)
    Engine(server.port).create(token, "cut", inputs)
    server.stop()
    # Killed after the account made it and before the ledger learned of it.
    ledger = tmp_path / "creates.jsonl"
    ledger.write_text(ledger.read_text().splitlines()[0] + "\n")
    server = serve(account.url, tmp_path)
    engine = Engine(server.port)
    made = engine.create(token, "cut", inputs)
    assert found(client) - before == {made.id}
    engine.delete(made)
    server.stop()


def test_a_name_that_somebody_else_has_is_an_error(engine: Engine, client: Client) -> None:
    client("iam").create_role(
        RoleName="theirs", AssumeRolePolicyDocument=case("iam/role:Role")["assumeRolePolicy"]
    )
    for _ in range(2):
        with pytest.raises(Exception, match="CreateRole: EntityAlreadyExists"):
            engine.create("aws:iam/role:Role", "mine", {**case("iam/role:Role"), "name": "theirs"})


def test_a_torn_line_of_the_ledger_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "creates.jsonl"
    ledger = Ledger(path)
    ledger.begin("a", {"x": 1})
    ledger.made("a", "id-1", done=True)
    ledger.begin("b", {})
    ledger.forget("b")
    path.write_text(path.read_text() + '{"urn": "c", "inp')
    again = Ledger(path)
    assert again.get("a") == ledger.get("a")
    assert again.get("b") is None
    assert again.get("c") is None
