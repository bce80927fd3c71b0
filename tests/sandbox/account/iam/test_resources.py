"""What the policies of queues, repositories, keys, endpoints and other accounts say."""

import json
from typing import Any

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

STAGING = "111122223333"


def let(principal: str, actions: str, effect: str = "Allow", **more: Any) -> dict[str, Any]:
    who = {"AWS": principal}
    return {"Effect": effect, "Principal": who, "Action": actions.split(), **more}


def test_a_queue_s_policy_allows_and_denies(account):
    sqs = account.client("sqs")
    url = sqs.create_queue(QueueName="policed")["QueueUrl"]
    arn = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:policed"
    keys = account.role(allow("sqs:GetQueueAttributes"))
    mine, role = account.client("sqs", keys), account.role_of(keys)
    message = {"QueueUrl": url, "MessageBody": "x"}
    assert refused(mine.send_message, **message) == (
        "AccessDenied",
        f"User: {account.arn_of(keys)} is not authorized to"
        f" perform: sqs:sendmessage on resource: {arn} because no identity-based policy allows the"
        " sqs:sendmessage action",
    )
    statements = [
        let(role, "sqs:SendMessage", Resource=arn),
        let(role, "sqs:GetQueueAttributes", "Deny", Resource=arn),
    ]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": document(statements)})
    assert mine.send_message(**message)
    said = refused(mine.get_queue_attributes, QueueUrl=url)[1]
    assert said.endswith("with an explicit deny in a resource-based policy")


def test_a_repository_s_policy_allows_and_denies(account):
    ecr = account.client("ecr")
    ecr.create_repository(repositoryName="fraud/scorer")
    keys = account.role(allow("ecr:DescribeRepositories"))
    mine, role = account.client("ecr", keys), account.role_of(keys)
    repository = {"repositoryName": "fraud/scorer"}
    assert refused(mine.list_images, **repository)[0] == "AccessDeniedException"
    statements = [let(role, "ecr:ListImages"), let(role, "ecr:DescribeRepositories", "Deny")]
    ecr.set_repository_policy(**repository, policyText=document(statements))
    assert mine.list_images(**repository)
    said = refused(mine.describe_repositories, repositoryNames=["fraud/scorer"])[1]
    assert said.endswith("with an explicit deny in a resource-based policy")


def test_the_policy_of_a_topic_a_secret_or_a_function_alone_suffices(account):
    keys = account.role(allow("sts:GetCallerIdentity"))
    role = account.role_of(keys)
    topic = account.client("sns").create_topic(Name="policed")["TopicArn"]
    publish = {"TopicArn": topic, "Message": "x"}
    assert refused(account.client("sns", keys).publish, **publish)[0] == "AuthorizationError"
    policy = document([let(role, "sns:Publish", Resource=topic)])
    account.client("sns").set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=policy
    )
    assert account.client("sns", keys).publish(**publish)
    secrets, mine = account.client("secretsmanager"), account.client("secretsmanager", keys)
    secret = {"SecretId": secrets.create_secret(Name="policed", SecretString="x")["ARN"]}
    assert refused(mine.get_secret_value, **secret)[0] == "AccessDeniedException"
    policy = document([let(role, "secretsmanager:GetSecretValue", Resource="*")])
    secrets.put_resource_policy(**secret, ResourcePolicy=policy)
    assert mine.get_secret_value(**secret)["SecretString"] == "x"
    trust = trusting({"Service": "lambda.amazonaws.com"})
    jobs = account.client("iam").create_role(RoleName="f", AssumeRolePolicyDocument=trust)["Role"]
    function, functions = {"FunctionName": "f"}, account.client("lambda")
    functions.create_function(**function, Role=jobs["Arn"], **FUNCTION)
    mine = account.client("lambda", keys)
    assert refused(mine.get_policy, **function)[0] == "AccessDeniedException"
    more = {"StatementId": "own", "Action": "lambda:GetPolicy", "Principal": role}
    functions.add_permission(**function, **more)
    assert mine.get_policy(**function)


def test_a_user_s_boundary_caps_what_it_may_do(account):
    iam, boundary = account.client("iam"), account.policy(allow("s3:List*"))
    made = iam.create_user(UserName="bob", PermissionsBoundary=boundary)["User"]
    assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == boundary
    iam.put_user_policy(UserName="bob", PolicyName="all", PolicyDocument=document(EVERYTHING))
    s3 = account.client("s3", iam.create_access_key(UserName="bob")["AccessKey"])
    bucket = account.bucket()
    assert s3.list_objects_v2(Bucket=bucket)
    said = refused(s3.get_object, Bucket=bucket, Key="a.csv")[1]
    assert said.endswith("because no permissions boundary allows the s3:GetObject action")
    iam.delete_user_permissions_boundary(UserName="bob")
    assert s3.get_object(Bucket=bucket, Key="a.csv")
    missing = {"UserName": "bob", "PermissionsBoundary": f"{boundary}-gone"}
    assert refused(iam.put_user_permissions_boundary, **missing)[0] == "NoSuchEntity"


def test_a_session_has_its_own_tags_and_policies(account):
    own = {"StringEquals": {"aws:PrincipalTag/team": "fraud"}}
    given = {
        "Tags": [{"Key": "team", "Value": "fraud"}],
        "PolicyArns": [{"arn": account.policy(allow("s3:List*"))}],
    }
    rights = allow("s3:*", Condition=own)
    bucket = {"Bucket": account.bucket()}
    s3 = account.client("s3", account.role(rights, session=given))
    assert s3.list_objects_v2(**bucket)
    said = refused(s3.get_object, **bucket, Key="a.csv")[1]
    assert said.endswith("because no session policy allows the s3:GetObject action")
    tags = [{"Key": "team", "Value": "risk"}]
    other = account.client("s3", account.role(rights, session={"Tags": tags}))
    assert refused(other.list_objects_v2, **bucket)[0] == "AccessDenied"
    role = account.role(rights, Tags=given["Tags"])
    assert account.client("s3", role).list_objects_v2(**bucket)


def test_to_tag_a_session_is_an_action_of_its_own(account):
    iam, sts = account.client("iam"), account.client("sts", account.role(allow("sts:AssumeRole")))
    iam.create_role(RoleName="tagged", AssumeRolePolicyDocument=trusting({"AWS": ROOT}))
    assume = {"RoleArn": f"arn:aws:iam::{ACCOUNT}:role/tagged", "RoleSessionName": "me"}
    assert sts.assume_role(**assume)
    said = refused(sts.assume_role, **assume, Tags=[{"Key": "team", "Value": "fraud"}])[1]
    assert "is not authorized to perform: sts:TagSession on resource: arn:aws:iam:" in said


def test_a_role_that_wants_an_external_id_is_assumed_only_with_it(account):
    sts = account.client("sts", account.role(allow("sts:AssumeRole")))
    trust = trusting({"AWS": ROOT}, Condition={"StringEquals": {"sts:ExternalId": "e-1"}})
    account.client("iam").create_role(RoleName="external", AssumeRolePolicyDocument=trust)
    assume = {"RoleArn": f"arn:aws:iam::{ACCOUNT}:role/external", "RoleSessionName": "me"}
    assert sts.assume_role(**assume, ExternalId="e-1")
    code, said = refused(sts.assume_role, **assume, ExternalId="e-2")
    assert code == "AccessDenied"
    assert said.endswith(f"perform: sts:AssumeRole on resource: {assume['RoleArn']}")


@pytest.mark.parametrize(
    ("condition", "good"),
    [
        ({"StringEquals": {"kms:CallerAccount": ACCOUNT}}, True),
        ({"StringEquals": {"kms:CallerAccount": STAGING}}, False),
        ({"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}, False),
    ],
)
def test_a_key_is_used_by_whom_its_conditions_let_in(account, condition, good):
    keys = account.role(allow("kms:DescribeKey"))
    statements = [let(ROOT, "kms:*", Resource="*", Condition=condition)]
    whole = {"Policy": document(statements), "BypassPolicyLockoutSafetyCheck": True}
    key = account.client("kms").create_key(**whole)["KeyMetadata"]["KeyId"]
    describe = account.client("kms", keys).describe_key
    if good:
        assert describe(KeyId=key)
    else:
        assert refused(describe, KeyId=key)[0] == "AccessDeniedException"


def test_requests_come_from_where_the_settings_say(account):
    ec2, bucket = account.client("ec2"), account.bucket()
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName="com.amazonaws.eu-west-1.s3",
        VpcEndpointType="Gateway",
        PolicyDocument=document([{**allow("s3:Get* s3:List*"), "Principal": "*"}]),
    )["VpcEndpoint"]["VpcEndpointId"]
    s3 = account.client("s3", account.role(*EVERYTHING))
    inside = {"StringNotEquals": {"aws:SourceVpce": endpoint}}
    on = [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    keep = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": on}
    policy = json.dumps({"Version": "2012-10-17", "Statement": {**keep, "Condition": inside}})
    account.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
    get, put = {"Bucket": bucket, "Key": "a.csv"}, {"Bucket": bucket, "Key": "b.csv", "Body": b""}
    said = refused(s3.get_object, **get)[1]
    assert said.endswith("with an explicit deny in a resource-based policy")
    with account.asked_for(f'keys = {{ "aws:SourceVpce" = "{endpoint}" }}'):
        assert s3.get_object(**get)
        said = refused(s3.put_object, **put)[1]
        assert said.endswith("because no VPC endpoint policy allows the s3:PutObject action")


def test_another_account_s_bucket_needs_both_sides(account):
    arn = f"arn:aws:iam::{STAGING}:role/any"
    with account.asked_for(f'[accounts]\n"{STAGING}" = "staging"\n'):
        there = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="admin")
    iam = account.client("iam", there["Credentials"])
    trust = trusting({"AWS": f"arn:aws:iam::{STAGING}:root"})
    iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust)
    bucket = account.bucket()
    with account.asked_for(f'[accounts]\n"{STAGING}" = "staging"\n'):
        keys = account.client("sts", there["Credentials"]).assume_role(
            RoleArn=f"arn:aws:iam::{STAGING}:role/reader", RoleSessionName="ci"
        )["Credentials"]
    get = {"Bucket": bucket, "Key": "a.csv"}
    mine = account.client("s3", keys)
    assert refused(mine.get_object, **get)[1].endswith(
        "because no resource-based policy allows the s3:GetObject action"
    )
    statement = let(
        f"arn:aws:iam::{STAGING}:root", "s3:GetObject", Resource=f"arn:aws:s3:::{bucket}/*"
    )
    account.client("s3").put_bucket_policy(Bucket=bucket, Policy=document([statement]))
    assert refused(mine.get_object, **get)[1].endswith(
        "because no identity-based policy allows the s3:GetObject action"
    )
    rights = document([allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*")])
    iam.put_role_policy(RoleName="reader", PolicyName="own", PolicyDocument=rights)
    assert mine.get_object(**get)["Body"].read() == b"1"
