"""The role that an endpoint's instances act with: fetch the image and the model, and report."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.parts.common.container_role import (
    endpoint_metrics,
    key_statements,
    network_statements,
    pull_image,
)
from components.parts.common.ecr_image import EcrImage
from components.parts.common.pulled_repositories import each_once, own_repositories
from components.parts.endpoint.metrics import INSTANCES_NAMESPACE
from components.parts.endpoint.model_source import ModelSourceSettings, artifact_address
from components.parts.endpoint.modes import Mode, mode_of
from components.parts.endpoint.serving import Folders, further_sources
from components.parts.endpoint.settings import DEFAULT_CAPTURE_PERCENT, InferenceEndpointArgs
from components.policy_document import Statement, allow, policy_document, trust


def pulled_repositories(
    source: ModelSourceSettings, prefix: str, scope: AwsScope
) -> Sequence[pulumi.Input[str]]:
    """ARNs of the repositories that an endpoint may pull its image from."""
    named = source.get("image_repository_arns", [])
    image = EcrImage.of(source.get("image_uri", ""))
    if image is not None:
        return [scope.partition.apply(image.repository_arn), *named]
    return [*own_repositories(prefix, scope), *named]


def readable_artifacts(
    source: ModelSourceSettings, artifacts_bucket: pulumi.Input[str], scope: AwsScope
) -> tuple[pulumi.Output[str], pulumi.Output[str]]:
    """ARNs of the bucket that holds the model, and of the objects in it that may be read.

    A whole folder rather than one object: when a deployment is undone, new instances still have to
    fetch the model of before.
    """
    url = source.get("model_data_url")
    bucket, key = artifact_address(url) if url else (artifacts_bucket, "*")
    folder, slash, _ = key.partition("/")
    arn = pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket)
    return arn, pulumi.Output.concat(arn, "/", f"{folder}/*" if slash else key)


def endpoint_role(
    name: str,
    args: InferenceEndpointArgs,
    folders: Folders,
    security_group_id: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
    """Declare the role and its policy; what uses the role has to wait for the policy."""
    child = pulumi.ResourceOptions(parent=parent)
    role = aws.iam.Role(
        f"{name}-role",
        description=f"What the inference endpoint {name} may do",
        assume_role_policy=trust(["sagemaker.amazonaws.com"], AwsScope.of(parent).account_id),
        permissions_boundary=args.get("permissions_boundary_arn"),
        opts=child,
    )
    statements = endpoint_statements(args, AwsScope.of(parent), folders, security_group_id)
    policy = aws.iam.RolePolicy(
        f"{name}-policy", role=role.id, policy=policy_document(*statements), opts=child
    )
    return role, policy


def endpoint_statements(
    args: InferenceEndpointArgs,
    scope: AwsScope,
    folders: Folders,
    security_group_id: pulumi.Input[str],
) -> list[Statement]:
    """Statements of an endpoint's policy."""
    endpoint = f"{args['prefix']}-{args['endpoint']}"
    # Any version of the registry may follow the first model.
    followed = args.get("followed", False)
    registry: list[ModelSourceSettings] = [{}] if followed else []
    registered = args.get("inference_image_repository_arns", []) if followed else []
    own = [] if "inference_components" in args else [_own_source(args)]
    sources = [*own, *further_sources(args).values(), *registry]
    repositories = [
        repository
        for source in sources
        for repository in pulled_repositories(source, args["prefix"], scope)
    ]
    places = [readable_artifacts(source, args["artifacts_bucket"], scope) for source in sources]
    mode = mode_of(args)
    found = [
        # Logging in to ECR, PutMetricData and Describe* cannot be confined to a resource.
        allow("LogInToEcr", ["ecr:GetAuthorizationToken"], "*"),
        pull_image(each_once(repositories, registered)),
        allow("FindTheModel", ["s3:ListBucket"], _one_or_all([place[0] for place in places])),
        allow("ReadTheModel", ["s3:GetObject"], _one_or_all([place[1] for place in places])),
        allow(
            "WriteLogs",
            [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:DescribeLogStreams",
                "logs:PutLogEvents",
            ],
            scope.arn("logs", f"log-group:{INSTANCES_NAMESPACE}/{endpoint}:*"),
        ),
        endpoint_metrics(),
        # An update undoes itself only if this role may look at the alarms that it watches. Named
        # ones would do, if it were known how SageMaker asks for them.
        allow("SeeTheAlarms", ["cloudwatch:DescribeAlarms"], "*"),
    ]
    use, attach = key_statements(args["kms_key_arn"])
    if mode == Mode.SERVERLESS:
        return [*found, use]
    found += [*network_statements(scope, security_group_id), use, attach]
    if mode == Mode.ASYNCHRONOUS:
        found += _asynchronous_statements(args, scope, folders)
    elif args.get("data_capture_percent", DEFAULT_CAPTURE_PERCENT) > 0:
        objects = _objects(args, scope, f"{folders.capture}/*")
        found.append(allow("CaptureRequests", ["s3:PutObject"], objects))
    return found


def _asynchronous_statements(
    args: InferenceEndpointArgs, scope: AwsScope, folders: Folders
) -> list[Statement]:
    bucket = pulumi.Output.concat("arn:", scope.partition, ":s3:::", args["artifacts_bucket"])
    written = [_objects(args, scope, f"{folders.answers}{kind}/*") for kind in ("", "-failed")]
    found = [
        allow("ReadRequests", ["s3:GetObject"], _objects(args, scope, f"{folders.requests}/*")),
        allow("FindRequests", ["s3:ListBucket"], bucket),
        allow("WriteAnswers", ["s3:PutObject", "s3:AbortMultipartUpload"], written),
    ]
    given = args.get("asynchronous", {})
    told = (given.get("success_topic_arn"), given.get("error_topic_arn"))
    topics = [topic for topic in told if topic is not None]
    if topics:
        found.append(allow("TellTopics", ["sns:Publish"], topics))
    return found


def _own_source(args: InferenceEndpointArgs) -> ModelSourceSettings:
    """The endpoint's own source; the folder of many models in place of one model's artifact."""
    if "multi_model" not in args:
        return args
    own: ModelSourceSettings = {"model_data_url": args["multi_model"]["models_url"]}
    if "image_uri" in args:
        own["image_uri"] = args["image_uri"]
    if "image_repository_arns" in args:
        own["image_repository_arns"] = args["image_repository_arns"]
    return own


def _objects(args: InferenceEndpointArgs, scope: AwsScope, key: str) -> pulumi.Output[str]:
    bucket = args["artifacts_bucket"]
    return pulumi.Output.concat("arn:", scope.partition, ":s3:::", bucket, "/", key)


def _one_or_all(resources: list[pulumi.Input[str]]) -> object:
    return resources[0] if len(resources) == 1 else each_once(resources)
