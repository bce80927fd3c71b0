from tests.components.network_support import args_with, plan_with
from tests.components.support import only, statements


def test_all_traffic_is_recorded_encrypted_and_kept_for_the_days_chosen():
    plan = plan_with(flow_log_retention_days=365)
    group = only(plan, "aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["retentionInDays"], group["kmsKeyId"]) == (365, args_with()["kms_key_arn"])
    flow_log = only(plan, "aws:ec2/flowLog:FlowLog").inputs
    assert flow_log["trafficType"] == "ALL"


def test_the_role_of_the_flow_logs_is_bounded_and_writes_to_its_group_only():
    plan = plan_with(permissions_boundary_arn="arn:aws:iam::000000000000:policy/b")
    role = only(plan, "aws:iam/role:Role").inputs
    assert role["permissionsBoundary"] == "arn:aws:iam::000000000000:policy/b"
    assert "aws:SourceAccount" in role["assumeRolePolicy"]
    write, find = statements(only(plan, "aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    assert write["Resource"] == ["<<net-flow-logs#arn>>", "<<net-flow-logs#arn>>:*"]
    assert find["Action"] == "logs:DescribeLogGroups"
