"""Image build: builds, tests, pushes and scans one container image, on demand."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pulumi
import pulumi_aws as aws

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.build.buildspec import buildspec
from components.parts.build.failures import report_failed_builds
from components.parts.build.role import (
    archive_statements,
    build_statements,
    connection_statements,
)
from components.parts.build.settings import (
    DEFAULT_DIRECTORY,
    DEFAULT_DOCKERFILE,
    DEFAULT_TIMEOUT_MINUTES,
    VENDORS,
    BuildSize,
    ImageBuildSettings,
    Severity,
    build_problems,
)
from components.parts.common.log_retention import DEFAULT_LOG_RETENTION_DAYS
from components.policy_document import policy_document, trust
from components.wiring import HasRoles, InNetwork, InStack, reached
from components.workload_security_group import WorkloadSecurityGroup

_IMAGE = "aws/codebuild/amazonlinux-x86_64-standard:5.0"


class ImageBuildArgs(ImageBuildSettings, InStack, HasRoles, InNetwork):
    """Inputs of `ImageBuild`."""

    repository: str
    """Name of the image repository within the stack: `training`."""

    repository_url: pulumi.Input[str]
    """Address that the image is pushed to."""

    repository_arn: pulumi.Input[str]
    """ARN of the repository."""

    artifacts_bucket: pulumi.Input[str]
    """Bucket of the artifacts zone, for `source_archive`."""

    topic_arn: pulumi.Input[str]
    """Topic that hears of failed builds."""


class ImageBuild(pulumi.ComponentResource):
    """A build project in the VPC that pushes an image only if its tests and its scan pass."""

    project_name: pulumi.Output[str]
    """Name of the project, to start a build of."""

    project_arn: pulumi.Output[str]
    """ARN of the project, for the role that starts builds."""

    def __init__(
        self, name: str, args: ImageBuildArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject(f"image_builds.{args['repository']}", self.problems(args))
        super().__init__("stepwell:index:ImageBuild", name, {**args}, opts)
        severities = list(Severity)
        least = Severity(args.get("refused_severity", Severity.HIGH))
        refused = severities[: severities.index(least) + 1]
        child = pulumi.ResourceOptions(parent=self)
        group = WorkloadSecurityGroup(f"{name}-network", {**reached(args)}, opts=child)
        logs = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            retention_in_days=args.get("log_retention_days", DEFAULT_LOG_RETENTION_DAYS),
            kms_key_id=args["kms_key_arn"],
            opts=child,
        )
        role, policy = self._role(name, args, logs, group.security_group_id)
        project = aws.codebuild.Project(
            f"{name}-project",
            # Build scripts start it by its name.
            name=f"{args['prefix']}-image-{args['repository']}",
            description=f"Builds, tests and scans {args['prefix']}/{args['repository']}",
            service_role=role.arn,
            encryption_key=args["kms_key_arn"],
            build_timeout=args.get("timeout_minutes", DEFAULT_TIMEOUT_MINUTES),
            source=_source(args),
            artifacts=aws.codebuild.ProjectArtifactsArgs(type="NO_ARTIFACTS"),
            environment=aws.codebuild.ProjectEnvironmentArgs(
                type="LINUX_CONTAINER",
                image=_IMAGE,
                compute_type=f"BUILD_GENERAL1_{BuildSize(args.get('size', BuildSize.MEDIUM)).name}",
                # The Docker daemon of a build needs it; the machine is CodeBuild's, for one build.
                privileged_mode=True,
                environment_variables=[
                    aws.codebuild.ProjectEnvironmentEnvironmentVariableArgs(name=key, value=value)
                    for key, value in (
                        ("REPOSITORY_URL", args["repository_url"]),
                        ("DIRECTORY", args.get("directory", DEFAULT_DIRECTORY)),
                        ("DOCKERFILE", args.get("dockerfile", DEFAULT_DOCKERFILE)),
                        ("TEST_COMMAND", args.get("test_command", "")),
                        ("REFUSED_SEVERITIES", " ".join(s.value for s in refused)),
                    )
                ],
            ),
            vpc_config=aws.codebuild.ProjectVpcConfigArgs(
                vpc_id=args["vpc_id"],
                subnets=args["subnet_ids"],
                security_group_ids=[group.security_group_id],
            ),
            logs_config=aws.codebuild.ProjectLogsConfigArgs(
                cloudwatch_logs=aws.codebuild.ProjectLogsConfigCloudwatchLogsArgs(
                    status="ENABLED", group_name=logs.name
                )
            ),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        report_failed_builds(name, project.name, args["topic_arn"], self)
        self.project_name = project.name
        self.project_arn = project.arn
        self.register_outputs({"project_name": self.project_name, "project_arn": self.project_arn})

    def _role(
        self,
        name: str,
        args: ImageBuildArgs,
        logs: aws.cloudwatch.LogGroup,
        security_group_id: pulumi.Input[str],
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        scope = AwsScope.of(self)
        child = pulumi.ResourceOptions(parent=self)
        archive = args.get("source_archive")
        role = aws.iam.Role(
            f"{name}-role",
            description=f"What the build of {args['repository']} may do",
            assume_role_policy=trust(["codebuild.amazonaws.com"], scope.account_id),
            permissions_boundary=args.get("permissions_boundary_arn"),
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.id,
            policy=policy_document(
                *build_statements(
                    scope=scope,
                    prefix=args["prefix"],
                    repository_arn=args["repository_arn"],
                    log_group_arn=logs.arn,
                    kms_key_arn=args["kms_key_arn"],
                    source=(
                        connection_statements(args.get("connection_arn", ""))
                        if archive is None
                        else archive_statements(scope, args["artifacts_bucket"], archive)
                    ),
                    subnet_ids=args["subnet_ids"],
                    security_group_id=security_group_id,
                )
            ),
            opts=child,
        )
        return role, policy

    @staticmethod
    def problems(args: ImageBuildSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        yield from build_problems(args)


def _source(args: ImageBuildArgs) -> aws.codebuild.ProjectSourceArgs:
    archive = args.get("source_archive")
    if archive is not None:
        return aws.codebuild.ProjectSourceArgs(
            type="S3",
            location=pulumi.Output.concat(args["artifacts_bucket"], "/", archive),
            buildspec=buildspec(),
        )
    url = args.get("source_url", "")
    return aws.codebuild.ProjectSourceArgs(
        type=VENDORS[urlsplit(url).netloc],
        location=url,
        git_clone_depth=1,
        auth=aws.codebuild.ProjectSourceAuthArgs(
            type="CODECONNECTIONS", resource=args.get("connection_arn", "")
        ),
        buildspec=buildspec(),
    )
