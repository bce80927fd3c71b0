"""Who may call a model API, and through what."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.api.settings import ApiAuth, ModelApiArgs, api_auth
from components.policy_document import Statement, policy_document


def private_endpoint(
    name: str, args: ModelApiArgs, scope: AwsScope, parent: pulumi.ComponentResource
) -> aws.ec2.VpcEndpoint:
    """Declare the endpoint through which the VPC reaches the APIs of this account.

    Without private DNS: with it, the VPC could reach no public API of anybody any more (API
    Gateway guide, "Invoke a private API"). The API's own name leads to the endpoint instead.
    """
    child = pulumi.ResourceOptions(parent=parent)
    group = aws.ec2.SecurityGroup(
        f"{name}-callers",
        description="HTTPS from the VPC to its model API",
        vpc_id=args["vpc_id"],
        opts=child,
    )
    aws.vpc.SecurityGroupIngressRule(
        f"{name}-callers-from-vpc",
        description="HTTPS from the VPC",
        security_group_id=group.id,
        cidr_ipv4=args["vpc_cidr"],
        ip_protocol="tcp",
        from_port=443,
        to_port=443,
        opts=child,
    )
    return aws.ec2.VpcEndpoint(
        f"{name}-vpc-endpoint",
        vpc_id=args["vpc_id"],
        vpc_endpoint_type="Interface",
        service_name=pulumi.Output.concat("com.amazonaws.", scope.region, ".execute-api"),
        subnet_ids=args["subnet_ids"],
        security_group_ids=[group.id],
        private_dns_enabled=False,
        policy=policy_document(
            {
                "Sid": "ApisOfThisAccount",
                "Effect": "Allow",
                # Who calls with a token is nobody to IAM.
                "Principal": "*",
                "Action": "execute-api:Invoke",
                "Resource": scope.arn("execute-api", "*"),
            }
        ),
        tags={"Name": f"{name}-execute-api"},
        opts=child,
    )


def resource_policy(
    args: ModelApiArgs,
    vpc_endpoint_ids: Sequence[pulumi.Input[str]],
    scope: AwsScope,
) -> pulumi.Output[str] | None:
    """Policy of the API itself; none where every address of the internet may try.

    With IAM, an allow in it would do for a principal of this account without one of its own (API
    Gateway guide, "Policy evaluation outcome tables"), so it names accounts: that hands the
    decision to their IAM. Tokens need an allow for everybody. The resource is `*`, because API
    Gateway rewrites the short form `execute-api:/*`, which would then look changed for ever.
    """
    cidrs = args.get("allowed_cidrs")
    accounts = args.get("caller_accounts", [])
    if not (vpc_endpoint_ids or cidrs or accounts):
        return None
    invoke: Statement = {"Action": "execute-api:Invoke", "Resource": "*"}
    everybody: Statement = {"Effect": "Allow", "Principal": "*", **invoke}
    statements: list[Statement] = [everybody]
    if api_auth(args) is ApiAuth.IAM:
        roots = [
            pulumi.Output.concat("arn:", scope.partition, ":iam::", account, ":root")
            for account in (scope.account_id, *accounts)
        ]
        statements = [{**everybody, "Principal": {"AWS": roots}}]
        if "cors_origin" in args:
            # A browser asks beforehand, and does not sign that.
            asked = scope.arn("execute-api", "*/*/OPTIONS/*")
            statements.append({**everybody, "Resource": asked})
    elsewhere: dict[str, Statement] = {}
    if vpc_endpoint_ids:
        elsewhere["StringNotEquals"] = {"aws:SourceVpce": list(vpc_endpoint_ids)}
    if cidrs:
        elsewhere["NotIpAddress"] = {"aws:SourceIp": list(cidrs)}
    if elsewhere:
        refused: Statement = {"Effect": "Deny", "Principal": "*", **invoke}
        statements.append({**refused, "Condition": elsewhere})
    return policy_document(*statements)


def invoke_policy(
    name: str,
    api: aws.apigateway.RestApi,
    stage_name: pulumi.Input[str],
    versions: Sequence[str],
    parent: pulumi.ComponentResource,
) -> aws.iam.Policy:
    """Declare the policy that a caller's role needs."""
    return aws.iam.Policy(
        f"{name}-invoke",
        description=f"Call the model API {name}",
        policy=policy_document(
            {
                "Sid": "CallTheModelApi",
                "Effect": "Allow",
                "Action": "execute-api:Invoke",
                "Resource": [
                    pulumi.Output.concat(
                        api.execution_arn, "/", stage_name, f"/POST/{version}/predict"
                    )
                    for version in versions
                ],
            }
        ),
        opts=pulumi.ResourceOptions(parent=parent),
    )
