"""Requests that AWS takes, and moto alone does not."""

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
