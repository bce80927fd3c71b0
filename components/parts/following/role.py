"""What the function that deploys versions may do: serve this group's on this endpoint."""

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.following.settings import ModelDeploymentArgs
from components.policy_document import Statement, allow


def deployer_statements(
    args: ModelDeploymentArgs,
    scope: AwsScope,
    *,
    wanted: pulumi.Input[str],
    attempt: aws.ssm.Parameter,
) -> list[Statement]:
    """Statements of its role; models and configurations that it makes start with `<endpoint>-v`."""
    endpoint = args["endpoint_name"]
    models = scope.arn("sagemaker", pulumi.Output.concat("model/", endpoint, "-v*"))
    configurations = scope.arn(
        "sagemaker", pulumi.Output.concat("endpoint-config/", endpoint, "-v*")
    )
    this = scope.arn("sagemaker", pulumi.Output.concat("endpoint/", endpoint))
    versions = pulumi.Output.from_input(args["group_arn"]).apply(
        lambda arn: f"{arn.replace(':model-package-group/', ':model-package/')}/*"
    )
    return [
        allow("ReadWhatIsWanted", ["ssm:GetParameter"], [wanted, attempt.arn]),
        allow("NoteWhatWasTried", ["ssm:PutParameter"], attempt.arn),
        # None of them can be confined to a resource.
        allow(
            "ListWhatThereIs",
            [
                "application-autoscaling:DescribeScalableTargets",
                "sagemaker:ListEndpointConfigs",
                "sagemaker:ListModelPackages",
            ],
            "*",
        ),
        allow("ReadVersions", ["sagemaker:DescribeModelPackage"], versions),
        allow(
            "MakeModels",
            ["sagemaker:AddTags", "sagemaker:CreateModel", "sagemaker:DeleteModel"],
            models,
        ),
        # A model of a version of another account is created on that version too.
        allow("MakeModelsOfVersions", ["sagemaker:CreateModel"], versions),
        allow(
            "MakeConfigurations",
            [
                "sagemaker:AddTags",
                "sagemaker:CreateEndpointConfig",
                "sagemaker:DeleteEndpointConfig",
            ],
            configurations,
        ),
        allow("SeeTheEndpoint", ["sagemaker:DescribeEndpoint", "sagemaker:ListTags"], this),
        allow("DeployToTheEndpoint", ["sagemaker:UpdateEndpoint"], [this, configurations]),
        allow(
            "HandOverTheEndpointsRole",
            ["iam:PassRole"],
            args["endpoint_role_arn"],
            {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        ),
        allow(
            # UpdateEndpoint needs it where the configuration names a key (SageMaker guide, "API
            # Permissions").
            "EncryptTheInstances",
            ["kms:CreateGrant"],
            args["kms_key_arn"],
            {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
    ]
