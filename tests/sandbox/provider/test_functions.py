"""Functions that no table has: the call that answers them is derived."""

import base64
from typing import Any

import pytest

from tests.sandbox.provider.engine import Engine, Made, Refused
from tests.sandbox.provider.test_unlisted import up

THINGS = {
    "zone": {"is": "route53/zone:Zone", "name": "asked.test"},
    "other": {"is": "route53/zone:Zone", "name": "other.test"},
    "images": {"is": "ecr/repository:Repository", "name": "asked"},
    "topic": {"is": "sns/topic:Topic", "name": "asked"},
    "queue": {"is": "sqs/queue:Queue", "name": "asked"},
    "secret": {"is": "secretsmanager/secret:Secret", "name": "asked"},
    "user": {"is": "iam/user:User", "name": "asked", "path": "/people/"},
    "vpc": {"is": "ec2/vpc:Vpc", "cidrBlock": "10.77.0.0/16", "tags": {"for": "functions"}},
    "group": {"is": "ec2/securityGroup:SecurityGroup", "name": "asked", "vpcId": "$vpc"},
}


@pytest.fixture(scope="module")
def things(engine: Engine) -> dict[str, Made]:
    return up(engine, THINGS, "asked")


@pytest.mark.parametrize(
    ("function", "arguments", "thing", "result"),
    [
        ("route53/getZone:getZone", {"name": "asked.test"}, "zone", "zoneId"),
        ("ecr/getRepository:getRepository", {"name": "asked"}, "images", "repositoryUrl"),
        ("sns/getTopic:getTopic", {"name": "asked"}, "topic", "arn"),
        ("sqs/getQueue:getQueue", {"name": "asked"}, "queue", "url"),
        ("secretsmanager/getSecret:getSecret", {"name": "asked"}, "secret", "arn"),
        ("iam/getUser:getUser", {"userName": "asked"}, "user", "path"),
        ("ec2/getVpc:getVpc", {"tags": {"for": "functions"}}, "vpc", "enableDnsSupport"),
        ("ec2/getVpc:getVpc", {"cidrBlock": "10.77.0.0/16"}, "vpc", "arn"),
        ("ec2/getSecurityGroup:getSecurityGroup", {"name": "asked"}, "group", "vpcId"),
    ],
)
def test_what_is_looked_up_is_as_its_resource_shows_it(
    function: str,
    arguments: dict[str, Any],
    thing: str,
    result: str,
    engine: Engine,
    things: dict[str, Made],
) -> None:
    made = things[thing]
    found = engine.invoke(f"aws:{function}", arguments)
    assert found["id"] == made.id
    assert found[result] == made.outputs[result]


def test_what_is_not_there_is_said(engine: Engine) -> None:
    for token, name in (("route53/getZone:getZone", "none.test"), ("sns/getTopic:getTopic", "no")):
        with pytest.raises(Refused, match="exactly one must match, got 0"):
            engine.invoke(f"aws:{token}", {"name": name})


def test_a_registry_tells_what_its_clients_log_in_with(engine: Engine) -> None:
    for name in ("getAuthorizationToken", "getCredentials"):
        found = engine.invoke(f"aws:ecr/{name}:{name}", {"registryId": "000000000000"})
        pair = base64.b64decode(found["authorizationToken"]).decode()
        assert pair == f"{found['userName']}:{found['password']}"
        assert found["proxyEndpoint"].endswith("amazonaws.com")
