from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import Clients

GROUP = "/aws/events/fraud-dev/decisions"
DOCUMENT = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",'
    ' "Action": "logs:PutLogEvents", "Resource": "*"}]}'
)


def test_a_log_group_has_a_policy_of_its_own(clients: Clients) -> None:
    logs = clients.logs
    logs.create_log_group(logGroupName=GROUP)
    (group,) = logs.describe_log_groups(logGroupNamePrefix=GROUP)["logGroups"]
    arn = group["arn"].removesuffix(":*")
    logs.put_resource_policy(resourceArn=arn, policyDocument=DOCUMENT)
    (shown,) = logs.describe_resource_policies(resourceArn=arn)["resourcePolicies"]
    assert (shown["policyScope"], shown["policyDocument"]) == ("RESOURCE", DOCUMENT)
    assert logs.describe_resource_policies()["resourcePolicies"] == []
    logs.delete_resource_policy(resourceArn=arn)
    assert logs.describe_resource_policies(resourceArn=arn)["resourcePolicies"] == []


def test_only_a_log_group_that_exists_has_one(clients: Clients) -> None:
    arn = "arn:aws:logs:eu-west-1:000000000000:log-group:none"
    put = clients.logs.put_resource_policy
    assert refused(put, resourceArn=arn, policyDocument=DOCUMENT)[0] == "ResourceNotFoundException"
