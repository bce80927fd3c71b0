from tests.components.network_support import ENDPOINT, by_name, plan_with
from tests.components.support import only, statements

IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"


def test_without_nat_aws_is_reached_through_endpoints_under_its_public_names():
    endpoints = by_name(plan_with(nat="none"), ENDPOINT)
    names = {e.inputs["serviceName"] for e in endpoints.values()}
    assert {
        "com.amazonaws.eu-west-1.s3",
        "com.amazonaws.eu-west-1.sagemaker.api",
        "com.amazonaws.eu-west-1.sagemaker.runtime",
        "com.amazonaws.eu-west-1.ecr.dkr",
        "com.amazonaws.eu-west-1.logs",
        "com.amazonaws.eu-west-1.sts",
        "aws.sagemaker.eu-west-1.studio",
        "aws.sagemaker.eu-west-1.experiments",
    } <= names
    interfaces = [e for e in endpoints.values() if e.inputs["vpcEndpointType"] == "Interface"]
    assert all(e.inputs["privateDnsEnabled"] for e in interfaces)
    assert all(
        e.inputs["subnetIds"] == ["<<net-private-a#id>>", "<<net-private-b#id>>"]
        for e in interfaces
    )


def test_with_nat_only_the_free_s3_endpoint_and_what_a_team_asks_for():
    assert set(by_name(plan_with(), ENDPOINT)) == {"s3"}
    plan = plan_with(interface_endpoints=["kms"], dynamodb_endpoint=True)
    assert set(by_name(plan, ENDPOINT)) == {"s3", "dynamodb", "kms"}


def test_without_nat_a_team_adds_endpoints_to_those_needed():
    more = set(by_name(plan_with(nat="none", interface_endpoints=["bedrock-runtime"]), ENDPOINT))
    assert more - set(by_name(plan_with(nat="none"), ENDPOINT)) == {"bedrock-runtime"}


def test_without_nat_a_team_does_without_endpoints_that_its_region_lacks():
    fewer = set(by_name(plan_with(nat="none", omitted_endpoints=["experiments"]), ENDPOINT))
    assert set(by_name(plan_with(nat="none"), ENDPOINT)) - fewer == {"experiments"}


def test_endpoints_take_https_from_the_vpc_alone():
    rule = only(plan_with(nat="none"), IN).inputs
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.0.0.0/16", 443, 443)


def test_every_endpoint_that_takes_a_policy_admits_this_account_only():
    for part, endpoint in by_name(plan_with(nat="none", dynamodb_endpoint=True), ENDPOINT).items():
        if part in ("ecs-agent", "ecs-telemetry"):
            continue
        for statement in statements(endpoint.inputs["policy"]):
            if statement["Sid"] != "BucketsOfAws":
                assert "000000000000" in str(statement), (endpoint.name, statement["Sid"])


def test_an_endpoint_gets_no_policy_where_aws_would_refuse_one():
    endpoints = by_name(plan_with(nat="none", interface_endpoints=["eks"]), ENDPOINT)
    for part in ("eks", "ecs-agent", "ecs-telemetry"):
        assert "policy" not in endpoints[part].inputs, part


def test_s3_is_written_in_this_account_only_and_image_layers_of_ecr_can_be_read():
    policy = statements(only(plan_with(), ENDPOINT).inputs["policy"])
    own, others, aws_owned = policy
    assert own["Condition"]["StringEquals"]["aws:ResourceAccount"] == "000000000000"
    assert not any("Put" in action or action == "*" for action in others["Action"])
    assert "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*" in aws_owned["Resource"]
    assert aws_owned["Action"] == "s3:GetObject"
