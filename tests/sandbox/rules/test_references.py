"""What a request names is refused while the account lacks it, and taken once it is there."""

import json
from typing import Any

import pytest

from tests.sandbox.account.corrections.support import IMAGE, ROLE, network, refused, role
from tests.sandbox.account.level_0 import Clients

IAM = "arn:aws:iam::000000000000:"
GONE = "arn:aws:sqs:eu-west-1:000000000000:gone"
EMPTY = b"PK\x05\x06" + b"\0" * 18
OTHERS = [
    "*",
    {"AWS": "arn:aws:iam::111122223333:role/unknown"},
    {"AWS": ["000000000000", f"{IAM}root"]},
    {"AWS": f"{IAM}role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"},
    {"Service": "cloudtrail.amazonaws.com"},
    {"Federated": f"{IAM}oidc-provider/token.actions.githubusercontent.com"},
]


def trusting(principal: Any, action: str = "sts:AssumeRole", **more: str) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_trusted_role_or_user_of_the_account_is_there(clients: Clients) -> None:
    iam = clients.iam
    for kind, make in (
        ("role", lambda: role(iam, "ann")),
        ("user", lambda: iam.create_user(UserName="ann")),
    ):
        named = {"AWS": f"{IAM}{kind}/ann"}
        new = {"RoleName": f"for-{kind}", "AssumeRolePolicyDocument": trusting(named)}
        assert refused(iam.create_role, **new) == (
            "MalformedPolicyDocument",
            f'Invalid principal in policy: "AWS":"{IAM}{kind}/ann"',
        )
        make()
        iam.create_role(**new)
        update = {"RoleName": f"for-{kind}", "PolicyDocument": trusting({"AWS": f"{IAM}role/bob"})}
        assert refused(iam.update_assume_role_policy, **update)[0] == "MalformedPolicyDocument"


@pytest.mark.parametrize("principal", OTHERS, ids=str)
def test_whom_nothing_is_known_of_is_not_looked_for(clients: Clients, principal: Any) -> None:
    made = {"RoleName": "trusts", "AssumeRolePolicyDocument": trusting(principal)}
    clients.iam.create_role(**made)
    clients.iam.delete_role(RoleName="trusts")


def test_policies_of_resources_name_who_is_there(clients: Clients) -> None:
    clients.s3.create_bucket(
        Bucket="named", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    nobody, somebody = {"AWS": f"{IAM}role/nobody"}, {"AWS": role(clients.iam, "somebody")}
    about = {"Resource": "arn:aws:s3:::named/*"}

    def put(principal: Any, element: str = "Principal") -> dict[str, str]:
        policy = trusting(principal, "s3:GetObject", **about).replace("Principal", element)
        return {"Bucket": "named", "Policy": policy}

    for element in ("Principal", "NotPrincipal"):
        said = refused(clients.s3.put_bucket_policy, **put(nobody, element))
        assert said == ("MalformedPolicy", f"Invalid principal in policy: {nobody['AWS']}")
    clients.s3.put_bucket_policy(**put(somebody))
    of_key = trusting(nobody, "kms:*", Resource="*")
    code, text = refused(clients.kms.create_key, Policy=of_key)
    assert (code, nobody["AWS"] in text) == ("MalformedPolicyDocumentException", True)
    boundary = {"RoleName": "bound", "PermissionsBoundary": f"{IAM}policy/nothing"}
    trust = trusting({"Service": "ec2.amazonaws.com"})
    said = refused(clients.iam.create_role, AssumeRolePolicyDocument=trust, **boundary)
    assert said[0] == "NoSuchEntity"


def function(clients: Clients, **more: Any) -> dict[str, Any]:
    arn = f"{IAM}role/runs"
    if all(found["Arn"] != arn for found in clients.iam.list_roles()["Roles"]):
        role(clients.iam, "runs", "lambda")
    code = {"Runtime": "python3.13", "Handler": "a.b", "Code": {"ZipFile": EMPTY}}
    return {"FunctionName": "f", "Role": arn, **code, **more}


def test_networks_are_there_and_in_one_vpc(clients: Clients) -> None:
    ec2, made = clients.ec2, network(clients.ec2)
    group, far = (
        ec2.create_security_group(GroupName=n, Description="d", VpcId=vpc)["GroupId"]
        for n, vpc in (("a", made["VpcId"]), ("b", network(ec2)["VpcId"]))
    )
    create = clients.lambda_.create_function

    def inside(subnet: str, *groups: str) -> dict[str, Any]:
        placed = {"SubnetIds": [subnet], "SecurityGroupIds": [*groups]}
        return function(clients, VpcConfig=placed)

    subnet, absent = made["SubnetIds"][0], "subnet-0123456789abcdef0"
    code, text = refused(create, **inside(absent, group))
    assert code == "InvalidParameterValueException"
    assert text.endswith(f"The subnet ID '{absent}' does not exist")
    text = refused(create, **inside(subnet, "sg-0123456789abcdef0"))[1]
    assert text.endswith("The security group 'sg-0123456789abcdef0' does not exist")
    text = refused(create, **inside(subnet, group, far))[1]
    assert text.endswith(f"{subnet} and {far} belong to different networks.")
    create(**inside(subnet, group))


def test_a_domain_is_in_the_vpc_of_its_subnets(clients: Clients) -> None:
    made, other = network(clients.ec2), network(clients.ec2)
    domain = {"AuthMode": "IAM", "DefaultUserSettings": {"ExecutionRole": ROLE}}
    create = clients.sagemaker.create_domain
    code, text = refused(create, DomainName="d", **domain, **{**made, "VpcId": other["VpcId"]})
    assert (code, "belong to different networks" in text) == ("ValidationException", True)
    # A name or a tag that looks like an id is none.
    tags = [{"Key": "made-for", "Value": "vpc-0123456789abcdef0"}]
    create(DomainName="d", **domain, **made, Tags=tags)


@pytest.mark.parametrize("where", ["VpcConfig", "OverrideVpcConfig"])
def test_a_model_and_a_cluster_are_in_subnets_that_are_there(clients: Clients, where: str) -> None:
    absent = {"Subnets": ["subnet-0123456789abcdef0"], "SecurityGroupIds": ["sg-0123456789abcdef0"]}
    if where == "VpcConfig":
        container = {"PrimaryContainer": {"Image": IMAGE}, "ExecutionRoleArn": ROLE}
        said = refused(clients.sagemaker.create_model, ModelName="m", VpcConfig=absent, **container)
    else:
        group = {
            "InstanceGroupName": "g",
            "InstanceCount": 1,
            "InstanceType": "ml.m5.large",
            "ExecutionRole": ROLE,
            "LifeCycleConfig": {"SourceS3Uri": "s3://sagemaker-a", "OnCreate": "a.sh"},
            where: absent,
        }
        said = refused(clients.sagemaker.create_cluster, ClusterName="c", InstanceGroups=[group])
    assert said[0] == "ValidationException"
    assert said[1].endswith("does not exist")


def test_a_secret_is_encrypted_with_a_key_that_is_there(clients: Clients) -> None:
    put, secret = clients.ssm.put_parameter, {"Type": "SecureString", "Value": "x"}
    code, text = refused(put, Name="a", KeyId="alias/mine", **secret)
    assert (code, text) == ("InvalidKeyId", "Invalid keyId alias/mine")
    key = clients.kms.create_key()["KeyMetadata"]
    clients.kms.create_alias(AliasName="alias/mine", TargetKeyId=key["KeyId"])
    elsewhere = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    given = ("alias/mine", "alias/aws/ssm", key["KeyId"], key["Arn"], elsewhere)
    for number, name in enumerate(given):
        put(Name=f"p{number}", KeyId=name, **secret)


def test_what_a_function_leaves_behind_has_a_place(clients: Clients) -> None:
    lambda_ = clients.lambda_
    left = function(clients, DeadLetterConfig={"TargetArn": GONE}, FunctionName="left")
    assert refused(lambda_.create_function, **left)[0] == "InvalidParameterValueException"
    clients.sqs.create_queue(QueueName="gone")
    lambda_.create_function(**left)
    gone = {"OnFailure": {"Destination": "arn:aws:sns:eu-west-1:000000000000:gone"}}
    invoked = {"FunctionName": "left", "DestinationConfig": gone}
    code, _ = refused(lambda_.put_function_event_invoke_config, **invoked)
    assert code == "InvalidParameterValueException"
    clients.sns.create_topic(Name="gone")
    lambda_.put_function_event_invoke_config(**invoked)
