"""Persona scope: the names and ARNs of one stack that the statements of its personas speak of."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from components.aws_scope import AwsScope
from components.policy_document import Statement

SCRATCH = "scratch/"
"""Folder of the features and artifacts zones that people may write to by hand."""

MLFLOW = "mlflow/"
"""Folder of the artifacts zone that holds what runs log; MLflow clients write to it directly."""


@dataclass(frozen=True)
class PersonaScope:
    """Where a persona may act: one team's stack in one account and region."""

    aws: AwsScope
    prefix: str
    team: str
    kms_key_arn: pulumi.Input[str]
    raw_bucket: pulumi.Input[str]
    curated_bucket: pulumi.Input[str]
    features_bucket: pulumi.Input[str]
    artifacts_bucket: pulumi.Input[str]
    database_name: pulumi.Input[str]
    workgroup_name: pulumi.Input[str]
    studio_user_tag: str
    studio_instance_types: Sequence[str]
    training_role_arn: pulumi.Input[str] | None = None
    tracking_server_arn: pulumi.Input[str] | None = None

    @property
    def buckets(self) -> list[pulumi.Input[str]]:
        """The four data zones."""
        return [self.raw_bucket, self.curated_bucket, self.features_bucket, self.artifacts_bucket]

    @property
    def team_resources(self) -> pulumi.Output[str]:
        """Everything of SageMaker whose name starts with the prefix; the action says which kind."""
        return self.aws.arn("sagemaker", f"*/{self.prefix}-*")

    @property
    def team_images(self) -> pulumi.Output[str]:
        """Every image repository of the stack: `fraud-dev/serving`, never `fraud-dev2/serving`."""
        return self.aws.arn("ecr", f"repository/{self.prefix}/*")

    @property
    def tracking_server(self) -> pulumi.Input[str]:
        """The tracking server that is wired in, or else any that carries the prefix."""
        if self.tracking_server_arn is not None:
            return self.tracking_server_arn
        return self.aws.arn("sagemaker", f"mlflow-tracking-server/{self.prefix}-*")

    @property
    def studio_resources(self) -> list[pulumi.Output[str]]:
        """Studio's own things, which carry the domain's id instead of a name of ours."""
        kinds = ("domain", "user-profile", "space", "app")
        return [self.aws.arn("sagemaker", f"{kind}/*") for kind in kinds]

    def bucket(self, name: pulumi.Input[str]) -> pulumi.Output[str]:
        """ARN of a bucket."""
        return pulumi.Output.concat("arn:", self.aws.partition, ":s3:::", name)

    def objects(self, name: pulumi.Input[str], prefix: str = "") -> pulumi.Output[str]:
        """ARN pattern of the objects of a bucket below `prefix`."""
        return pulumi.Output.concat(self.bucket(name), f"/{prefix}*")

    def of_team(self, **conditions: object) -> Statement:
        """A condition that the request tags what it creates with the team, and `conditions`."""
        return {"StringEquals": {"aws:RequestTag/team": self.team}, **conditions}

    def tagged(self) -> Statement:
        """A condition that the resource belongs to the team by its tag."""
        return {"StringEquals": {"aws:ResourceTag/team": self.team}}

    def pass_role(self, *roles: pulumi.Input[str]) -> Statement:
        """Hand `roles` to SageMaker, and to no other service."""
        return {
            "Sid": "PassTheTeamsRolesToSageMaker",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": list(roles),
            "Condition": {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}},
        }
