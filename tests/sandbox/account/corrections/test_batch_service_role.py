from tests.sandbox.account.level_0 import Clients


def test_batch_needs_no_service_role_of_ones_own(clients: Clients) -> None:
    ec2 = clients.ec2
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.8.0.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="own", Description="d", VpcId=vpc)["GroupId"]
    clients.batch.create_compute_environment(
        computeEnvironmentName="own",
        type="MANAGED",
        computeResources={
            "type": "FARGATE",
            "maxvCpus": 1,
            "subnets": [subnet],
            "securityGroupIds": [group],
        },
    )
    (shown,) = clients.batch.describe_compute_environments(computeEnvironments=["own"])[
        "computeEnvironments"
    ]
    assert shown["serviceRole"].endswith("AWSServiceRoleForBatch")
    roles = clients.iam.list_roles()["Roles"]
    assert "AWSServiceRoleForBatch" not in {role["RoleName"] for role in roles}
