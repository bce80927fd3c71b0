"""Requests that AWS takes, and moto alone does not."""

import json

import pytest

from tests.sandbox.account.level_0 import Clients


def test_a_rule_of_a_protocol_that_has_no_ports(clients: Clients) -> None:
    ec2 = clients.ec2
    group = ec2.create_security_group(GroupName="web", Description="web")["GroupId"]
    permission = {"IpProtocol": "50", "IpRanges": [{"CidrIp": "10.0.0.0/16"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    (found,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert found["IpPermissions"][0]["IpProtocol"] == "50"


def test_flow_logs_into_a_folder_of_a_bucket(clients: Clients) -> None:
    clients.s3.create_bucket(
        Bucket="flow", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    ec2 = clients.ec2
    places = ["arn:aws:s3:::flow", "arn:aws:s3:::flow/vpc/"]
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    for place in places:
        ec2.create_flow_logs(
            ResourceIds=[vpc],
            ResourceType="VPC",
            TrafficType="ALL",
            LogDestinationType="s3",
            LogDestination=place,
        )
    assert [log["LogDestination"] for log in ec2.describe_flow_logs()["FlowLogs"]] == places


def test_an_alarm_of_a_trimmed_mean(clients: Clients) -> None:
    cloudwatch = clients.cloudwatch
    cloudwatch.put_metric_alarm(
        AlarmName="slow",
        MetricName="Duration",
        Namespace="AWS/Lambda",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
        ExtendedStatistic="tm90",
    )
    assert cloudwatch.describe_alarms()["MetricAlarms"][0]["ExtendedStatistic"] == "tm90"


def test_a_budget_that_adjusts_itself(clients: Clients) -> None:
    budget = {
        "BudgetName": "b",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "AutoAdjustData": {"AutoAdjustType": "FORECAST"},
    }
    budgets = clients.budgets
    budgets.create_budget(AccountId="000000000000", Budget=budget)
    found = budgets.describe_budget(AccountId="000000000000", BudgetName="b")["Budget"]
    assert found["AutoAdjustData"]["AutoAdjustType"] == "FORECAST"


def test_a_domain_of_a_wildcard(clients: Clients) -> None:
    gateway = clients.apigateway
    gateway.create_domain_name(domainName="*.example.com")
    assert gateway.get_domain_name(domainName="*.example.com")["domainName"] == "*.example.com"
    gateway.delete_domain_name(domainName="*.example.com")
    assert gateway.get_domain_names()["items"] == []


def test_a_build_in_a_function(clients: Clients) -> None:
    environment = {
        "type": "LINUX_LAMBDA_CONTAINER",
        "image": "aws/codebuild/amazonlinux-x86_64-lambda-standard:python3.12",
        "computeType": "BUILD_LAMBDA_1GB",
    }
    made = clients.codebuild.create_project(
        name="quick",
        source={"type": "NO_SOURCE", "buildspec": "version: 0.2"},
        artifacts={"type": "NO_ARTIFACTS"},
        environment=environment,
        serviceRole=_role(clients, "codebuild"),
    )
    assert made["project"]["environment"] == environment


def test_a_pipeline_whose_role_lets_in_another_service_too(clients: Clients) -> None:
    types = {"Source": "S3", "Build": "CodeBuild"}
    stages = [
        {
            "name": kind,
            "actions": [
                {
                    "name": kind,
                    "actionTypeId": {
                        "category": kind,
                        "owner": "AWS",
                        "provider": provider,
                        "version": "1",
                    },
                }
            ],
        }
        for kind, provider in types.items()
    ]
    made = clients.codepipeline.create_pipeline(
        pipeline={
            "name": "train",
            "roleArn": _role(clients, "codebuild", "codepipeline"),
            "artifactStore": {"type": "S3", "location": "artifacts"},
            "stages": stages,
        }
    )
    assert made["pipeline"]["name"] == "train"


def _role(clients: Clients, *services: str) -> str:
    who = {"Service": [f"{service}.amazonaws.com" for service in services]}
    allowed = {"Effect": "Allow", "Principal": who, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    made = clients.iam.create_role(
        RoleName="-".join(("for", *services)), AssumeRolePolicyDocument=document
    )
    return made["Role"]["Arn"]


@pytest.mark.parametrize("engine", ["spark", "Spark", "SPARK"])
def test_an_engine_of_emr_in_any_case(engine: str, clients: Clients) -> None:
    emr = clients.emr_serverless
    made = emr.create_application(name="sessions", releaseLabel="emr-7.1.0", type=engine)
    found = emr.get_application(applicationId=made["applicationId"])["application"]
    assert (found["type"], found["state"]) == ("Spark", "CREATED")
    emr.delete_application(applicationId=made["applicationId"])


def test_a_target_of_a_resolver_without_a_port(clients: Clients) -> None:
    resolver, ec2 = clients.route53resolver, clients.ec2
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    zones = {"10.9.0.0/24": "eu-west-1a", "10.9.1.0/24": "eu-west-1b"}
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        for cidr, zone in zones.items()
    ]
    group = ec2.create_security_group(GroupName="dns", Description="dns", VpcId=vpc)["GroupId"]
    endpoint = resolver.create_resolver_endpoint(
        CreatorRequestId="1",
        Name="out",
        Direction="OUTBOUND",
        SecurityGroupIds=[group],
        IpAddresses=[{"SubnetId": subnet} for subnet in subnets],
    )["ResolverEndpoint"]["Id"]
    rule = resolver.create_resolver_rule(
        CreatorRequestId="2",
        Name="office",
        RuleType="FORWARD",
        DomainName="office.test",
        TargetIps=[{"Ip": "192.0.2.10"}],
        ResolverEndpointId=endpoint,
    )["ResolverRule"]
    assert rule["TargetIps"] == [{"Ip": "192.0.2.10", "Port": 53}]
