"""Calls with the keys of roles and users, against an account that enforces permissions."""

import pytest

from tests.sandbox.account.iam.support import (
    ACCOUNT,
    EVERYTHING,
    FUNCTION,
    ROOT,
    allow,
    document,
    refused,
    trusting,
)

OWN = {"aws:ResourceTag/team": "fraud"}


def test_only_what_is_allowed_can_be_done(account):
    bucket = account.bucket()
    keys = account.role(allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*"))
    s3 = account.client("s3", keys)
    assert s3.get_object(Bucket=bucket, Key="a.csv")["Body"].read() == b"1"
    assert refused(s3.delete_object, Bucket=bucket, Key="a.csv") == (
        "AccessDenied",
        f"User: {account.arn_of(keys)} is not authorized to perform: s3:DeleteObject on resource:"
        f' "arn:aws:s3:::{bucket}/a.csv" because no identity-based policy allows the'
        " s3:DeleteObject action",
    )
    assert account.client("s3").get_object(Bucket=bucket, Key="a.csv")


@pytest.mark.parametrize(
    ("service", "operation", "params", "code", "said"),
    [
        (
            "sagemaker",
            "describe_endpoint",
            {"EndpointName": "e"},
            "AccessDeniedException",
            "User: {me} is not authorized to perform: sagemaker:DescribeEndpoint on resource:"
            " arn:aws:sagemaker:eu-west-1:000000000000:endpoint/e because no identity-based policy"
            " allows the sagemaker:DescribeEndpoint action",
        ),
        (
            "ec2",
            "describe_vpcs",
            {},
            "UnauthorizedOperation",
            "You are not authorized to perform this operation. User: {me} is not authorized to"
            " perform: ec2:DescribeVpcs on resource: * because no identity-based policy allows"
            " the ec2:DescribeVpcs action",
        ),
        (
            "iam",
            "create_user",
            {"UserName": "jo"},
            "AccessDenied",
            "User: {me} is not authorized to perform: iam:CreateUser on resource:"
            " arn:aws:iam::000000000000:user/jo because no identity-based policy allows the"
            " iam:CreateUser action",
        ),
        (
            "sns",
            "create_topic",
            {"Name": "t"},
            "AuthorizationError",
            "User: {me} is not authorized to perform: sns:CreateTopic on resource:"
            " arn:aws:sns:eu-west-1:000000000000:t because no identity-based policy allows the"
            " sns:CreateTopic action",
        ),
    ],
)
def test_each_service_refuses_in_its_own_words(account, service, operation, params, code, said):
    keys = account.role(allow("s3:*"))
    client = account.client(service, keys)
    found = refused(getattr(client, operation), **params)
    assert found == (code, said.format(me=account.arn_of(keys)))


def test_users_are_held_to_their_policies_and_those_of_their_groups(account):
    iam = account.client("iam")
    iam.create_user(UserName="ada")
    iam.create_group(GroupName="people")
    iam.add_user_to_group(GroupName="people", UserName="ada")
    group_policy = document([allow("iam:GetUser", "arn:aws:iam::*:user/${aws:username}")])
    iam.put_group_policy(GroupName="people", PolicyName="own", PolicyDocument=group_policy)
    keys = iam.create_access_key(UserName="ada")["AccessKey"]
    mine = account.client("iam", keys)
    assert mine.get_user(UserName="ada")
    assert refused(mine.list_users)[0] == "AccessDenied"


def test_a_boundary_and_a_session_policy_cap_what_a_role_may_do(account):
    boundary = account.policy(allow("s3:List*"))
    capped = account.client("s3", account.role(*EVERYTHING, PermissionsBoundary=boundary))
    assert capped.list_buckets()
    bucket = account.bucket()
    said = refused(capped.get_object, Bucket=bucket, Key="a.csv")[1]
    assert said.endswith("because no permissions boundary allows the s3:GetObject action")
    session = account.role(*EVERYTHING, session={"Policy": document([allow("s3:List*")])})
    said = refused(account.client("s3", session).get_object, Bucket=bucket, Key="a.csv")[1]
    assert said.endswith("because no session policy allows the s3:GetObject action")


def test_an_explicit_deny_wins(account):
    deny = {"Effect": "Deny", "Action": "sqs:Delete*", "Resource": "*"}
    sqs = account.client("sqs", account.role(*EVERYTHING, deny))
    queue = sqs.create_queue(QueueName="kept")["QueueUrl"]
    code, said = refused(sqs.delete_queue, QueueUrl=queue)
    assert code == "AccessDenied"
    assert "is not authorized to perform: sqs:deletequeue on resource: arn:aws:sqs:" in said
    assert said.endswith("with an explicit deny in an identity-based policy")


def test_tags_of_requests_and_resources_are_looked_at(account):
    tag = {"StringEquals": {"aws:RequestTag/team": "fraud"}}
    keys = account.role(
        allow("ec2:CreateVpc ec2:CreateTags", Condition=tag),
        allow("ec2:DeleteVpc", Condition={"StringEquals": OWN}),
    )
    ec2 = account.client("ec2", keys)
    assert refused(ec2.create_vpc, CidrBlock="10.0.0.0/16")[0] == "UnauthorizedOperation"
    tags = [{"ResourceType": "vpc", "Tags": [{"Key": "team", "Value": "fraud"}]}]
    own = ec2.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"]
    other = account.client("ec2").create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    assert refused(ec2.delete_vpc, VpcId=other)[0] == "UnauthorizedOperation"
    ec2.delete_vpc(VpcId=own)


def test_to_hand_over_a_role_has_to_be_allowed_for_the_service(account):
    iam = account.client("iam")
    for name in ("jobs", "other"):
        trust = trusting({"Service": "lambda.amazonaws.com"})
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust)
    jobs = f"arn:aws:iam::{ACCOUNT}:role/jobs"
    to_lambda = {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
    keys = account.role(
        allow("lambda:CreateFunction"), allow("iam:PassRole", jobs, Condition=to_lambda)
    )
    lambda_ = account.client("lambda", keys)
    said = refused(lambda_.create_function, FunctionName="g", Role=jobs[:-4] + "other", **FUNCTION)
    assert "is not authorized to perform: iam:PassRole on resource: arn:aws:iam" in said[1]
    assert lambda_.create_function(FunctionName="f", Role=jobs, **FUNCTION)


def test_a_bucket_policy_allows_and_denies(account):
    bucket = account.bucket()
    keys = account.role(allow("s3:PutObject"))
    s3 = account.client("s3", keys)
    role = account.role_of(keys)
    on = f"arn:aws:s3:::{bucket}/*"
    policy = [
        {"Effect": "Allow", "Principal": {"AWS": role}, "Action": "s3:GetObject", "Resource": on},
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:PutObject",
            "Resource": on,
            "Condition": {"Null": {"s3:x-amz-server-side-encryption": "true"}},
        },
    ]
    account.client("s3").put_bucket_policy(Bucket=bucket, Policy=document(policy))
    assert s3.get_object(Bucket=bucket, Key="a.csv")
    said = refused(s3.put_object, Bucket=bucket, Key="b.csv", Body=b"")[1]
    assert said.endswith("with an explicit deny in a resource-based policy")
    s3.put_object(Bucket=bucket, Key="b.csv", Body=b"", ServerSideEncryption="AES256")


def test_a_key_is_used_only_by_whom_its_policy_lets_in(account):
    keys = account.role(allow("kms:*"))
    kms, administrator = account.client("kms", keys), account.client("kms")
    to_all = {"Effect": "Allow", "Principal": {"AWS": ROOT}, "Action": "kms:*", "Resource": "*"}
    open_key = administrator.create_key(Policy=document([to_all]))["KeyMetadata"]["KeyId"]
    account.client("iam").create_user(UserName="jo")
    of_jo = {**to_all, "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:user/jo"}}
    closed = administrator.create_key(Policy=document([of_jo]))["KeyMetadata"]["KeyId"]
    assert kms.describe_key(KeyId=open_key)
    said = refused(kms.describe_key, KeyId=closed)[1]
    assert said.endswith("because no resource-based policy allows the kms:DescribeKey action")


def test_a_role_is_assumed_only_by_whom_it_trusts(account):
    iam = account.client("iam")
    keys = account.role(allow("sts:AssumeRole"))
    sts = account.client("sts", keys)
    for name, principal in (("open", {"AWS": ROOT}), ("closed", {"Service": "ec2.amazonaws.com"})):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusting(principal))
    start = f"arn:aws:iam::{ACCOUNT}:role/"
    assert sts.assume_role(RoleArn=f"{start}open", RoleSessionName="me")
    for name in ("closed", "missing"):
        code = refused(sts.assume_role, RoleArn=f"{start}{name}", RoleSessionName="me")[0]
        assert code == "AccessDenied"
