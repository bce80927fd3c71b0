from tests.sandbox.account.corrections.support import refused
from tests.sandbox.account.level_0 import TRUST, Clients


def test_what_is_in_use_stays(clients: Clients) -> None:
    ec2 = clients.ec2
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24")["Subnet"]["SubnetId"]
    used, using = (
        ec2.create_security_group(GroupName=n, Description="d", VpcId=vpc)["GroupId"] for n in "ab"
    )
    from_used = [
        {
            "IpProtocol": "tcp",
            "FromPort": 1,
            "ToPort": 1,
            "UserIdGroupPairs": [{"GroupId": used}],
        }
    ]
    ec2.authorize_security_group_ingress(GroupId=using, IpPermissions=from_used)
    assert refused(ec2.delete_security_group, GroupId=used)[0] == "DependencyViolation"
    ec2.revoke_security_group_ingress(GroupId=using, IpPermissions=from_used)

    interface = ec2.create_network_interface(SubnetId=subnet, Groups=[used])["NetworkInterface"]
    assert refused(ec2.delete_security_group, GroupId=used)[0] == "DependencyViolation"
    assert refused(ec2.delete_subnet, SubnetId=subnet)[0] == "DependencyViolation"
    ec2.delete_network_interface(NetworkInterfaceId=interface["NetworkInterfaceId"])
    ec2.delete_security_group(GroupId=used)
    ec2.delete_subnet(SubnetId=subnet)


def test_an_attached_policy_stays(clients: Clients) -> None:
    iam = clients.iam
    document = (
        '{"Version":"2012-10-17","Statement":'
        '[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
    )
    arn = iam.create_policy(PolicyName="attached", PolicyDocument=document)["Policy"]["Arn"]
    iam.create_role(RoleName="has", AssumeRolePolicyDocument=TRUST)
    iam.attach_role_policy(RoleName="has", PolicyArn=arn)
    assert refused(iam.delete_policy, PolicyArn=arn)[0] == "DeleteConflict"
    assert refused(iam.delete_role, RoleName="has")[0] == "DeleteConflict"
    iam.detach_role_policy(RoleName="has", PolicyArn=arn)
    iam.delete_policy(PolicyArn=arn)
    iam.delete_role(RoleName="has")


def test_a_firewall_with_something_behind_it_stays(clients: Clients) -> None:
    waf, shown = clients.wafv2, {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False}
    named = {"Name": "front", "Scope": "REGIONAL"}
    made = waf.create_web_acl(
        **named, DefaultAction={"Allow": {}}, VisibilityConfig={**shown, "MetricName": "front"}
    )["Summary"]
    api = "arn:aws:apigateway:eu-west-1::/restapis/a/stages/live"
    waf.associate_web_acl(WebACLArn=made["ARN"], ResourceArn=api)
    gone = {**named, "Id": made["Id"], "LockToken": made["LockToken"]}
    assert refused(waf.delete_web_acl, **gone)[0] == "WAFAssociatedItemException"
    waf.disassociate_web_acl(ResourceArn=api)
    waf.delete_web_acl(**gone)
