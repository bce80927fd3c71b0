"""Experiment tracker: the managed MLflow server that a team logs its runs to."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.errors import Problem, reject
from components.parts.lake.policy import OUTSIDE_VPC_TAG
from components.parts.persona.scope import MLFLOW
from components.policy_document import Statement, policy_document, trust
from components.settings import team_settings
from components.wiring import HasRoles, HoldsData, InStack

DEFAULT_MAINTENANCE_WINDOW = "Sun:03:00"

_WINDOW = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun):([01]\d|2[0-3]):([0-5]\d)")
_VERSION = re.compile(r"\d+\.\d+")
_SERVER_ARN = re.compile(r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:mlflow-tracking-server/(.+)")


class TrackingServerSize(StrEnum):
    """How many people a tracking server is made for, in SageMaker's own words."""

    SMALL = "Small"
    MEDIUM = "Medium"
    LARGE = "Large"


@team_settings
class ExperimentTrackerSettings(TypedDict):
    """What a team may choose about its experiment tracker."""

    tracking_server_arn: NotRequired[str]
    """ARN of an existing MLflow tracking server to adopt. Default: a server is created."""

    size: NotRequired[TrackingServerSize]
    """`Small` for up to 25 people, `Medium` for 50, `Large` for 100. Default: Small."""

    mlflow_version: NotRequired[str]
    """Version of MLflow, `3.0`, without its patch level, which SageMaker chooses; another version
    is another server. Default: the newest one when the server is created."""

    model_registration: NotRequired[bool]
    """Whether a model registered in MLflow also appears in the SageMaker model registry; its name
    in MLflow must then start with the stack's prefix. Default: False."""

    maintenance_window: NotRequired[str]
    """Day and time of the weekly maintenance in UTC, `Sun:03:00`. Default: `Sun:03:00`."""


class ExperimentTrackerArgs(ExperimentTrackerSettings, InStack, HasRoles, HoldsData):
    """Inputs of `ExperimentTracker`."""

    artifacts_bucket: pulumi.Input[str]
    """Name of the bucket of the artifacts zone; runs log below `mlflow/`."""


class ExperimentTracker(pulumi.ComponentResource):
    """A managed MLflow server whose artifacts lie in the artifacts zone."""

    tracking_server_arn: pulumi.Output[str]
    """ARN of the server; MLflow clients take it as their tracking URI."""

    tracking_server_name: pulumi.Output[str]
    """Name of the server."""

    role_arn: pulumi.Output[str | None]
    """Role that the server works with; none for an adopted server."""

    def __init__(
        self, name: str, args: ExperimentTrackerArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        reject("experiment_tracker", self.problems(args))
        size = TrackingServerSize(args.get("size", TrackingServerSize.SMALL))
        super().__init__("stepwell:index:ExperimentTracker", name, {**args}, opts)

        adopted = args.get("tracking_server_arn")
        if adopted is not None:
            self.tracking_server_arn = pulumi.Output.from_input(adopted)
            self.tracking_server_name = pulumi.Output.from_input(adopted.rpartition("/")[2])
            self.role_arn = pulumi.Output.from_input(None)
        else:
            role, policy = self._role(name, args)
            server = aws.sagemaker.MlflowTrackingServer(
                f"{name}-server",
                tracking_server_name=name,
                artifact_store_uri=pulumi.Output.concat(
                    "s3://", args["artifacts_bucket"], "/mlflow"
                ),
                role_arn=role.arn,
                tracking_server_size=size.value,
                mlflow_version=args.get("mlflow_version"),
                automatic_model_registration=args.get("model_registration", False),
                weekly_maintenance_window_start=args.get(
                    "maintenance_window", DEFAULT_MAINTENANCE_WINDOW
                ),
                opts=pulumi.ResourceOptions(
                    parent=self,
                    protect=args.get("protect_data", True),
                    # The server tries its role on the bucket while it starts.
                    depends_on=[policy],
                    # Names of servers are unique in an account, so the old one has to go first.
                    delete_before_replace=True,
                ),
            )
            self.tracking_server_arn = server.arn
            self.tracking_server_name = server.tracking_server_name
            self.role_arn = role.arn.apply(_maybe)
        self.register_outputs(
            {
                "tracking_server_arn": self.tracking_server_arn,
                "tracking_server_name": self.tracking_server_name,
                "role_arn": self.role_arn,
            }
        )

    def _role(
        self, name: str, args: ExperimentTrackerArgs
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """Declare the role that the server works with, and what it may do."""
        scope = AwsScope.of(self)
        child = pulumi.ResourceOptions(parent=self)
        role = aws.iam.Role(
            f"{name}-role",
            description=f"What the MLflow server of {args['prefix']} works with",
            # AWS's page on the confused deputy lists what of SageMaker names the account: training,
            # hosting, Studio and others, not MLflow.
            assume_role_policy=trust(["sagemaker.amazonaws.com"], scope.account_id, if_sent=True),
            permissions_boundary=args.get("permissions_boundary_arn"),
            # The server runs in a network of SageMaker's.
            tags=OUTSIDE_VPC_TAG,
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-policy",
            role=role.name,
            policy=policy_document(*_statements(scope, args)),
            opts=child,
        )
        return role, policy

    @staticmethod
    def problems(args: ExperimentTrackerSettings) -> Iterator[Problem]:
        """Yield what is wrong with `args`, known before anything runs."""
        window = args.get("maintenance_window", DEFAULT_MAINTENANCE_WINDOW)
        if not _WINDOW.fullmatch(window):
            yield Problem(
                "maintenance_window", f"must be a day and a time like Sun:03:00, got {window!r}"
            )
        version = args.get("mlflow_version")
        if version is not None and not _VERSION.fullmatch(version):
            # The provider compares major and minor alone, so a patch level would mean a new server
            # at every deployment.
            yield Problem("mlflow_version", f"must be a version like 3.0, got {version!r}")
        size = args.get("size", TrackingServerSize.SMALL)
        if size not in {*TrackingServerSize, *(member.value for member in TrackingServerSize)}:
            yield Problem("size", f"must be Small, Medium or Large, got {size!r}")
        adopted = args.get("tracking_server_arn")
        if adopted is None:
            return
        if not _SERVER_ARN.fullmatch(adopted):
            yield Problem(
                "tracking_server_arn", f"must be the ARN of a tracking server, got {adopted!r}"
            )
        for field in ("size", "mlflow_version", "model_registration", "maintenance_window"):
            if field in args:
                yield Problem(field, "must be left out when tracking_server_arn adopts a server")


def _statements(scope: AwsScope, args: ExperimentTrackerArgs) -> Iterator[Statement]:
    bucket = pulumi.Output.concat("arn:", scope.partition, ":s3:::", args["artifacts_bucket"])
    yield {
        "Sid": "FindArtifacts",
        "Effect": "Allow",
        "Action": ["s3:GetBucketLocation", "s3:ListBucket"],
        "Resource": bucket,
    }
    yield {
        "Sid": "KeepArtifacts",
        "Effect": "Allow",
        "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
        "Resource": pulumi.Output.concat(bucket, f"/{MLFLOW}*"),
    }
    yield {
        "Sid": "UseTheStacksKey",
        "Effect": "Allow",
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": args["kms_key_arn"],
    }
    if args.get("model_registration", False):
        yield {
            "Sid": "RegisterModels",
            "Effect": "Allow",
            "Action": [
                "sagemaker:AddTags",
                "sagemaker:CreateModelPackage",
                "sagemaker:CreateModelPackageGroup",
                "sagemaker:DescribeModelPackageGroup",
                "sagemaker:UpdateModelPackage",
            ],
            "Resource": [
                scope.arn("sagemaker", f"model-package-group/{args['prefix']}-*"),
                scope.arn("sagemaker", f"model-package/{args['prefix']}-*"),
            ],
        }


def _maybe(value: str) -> str | None:
    return value
