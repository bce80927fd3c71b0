"""Pipeline dashboard: one screen for what level 1 automates, training, drift and deployments."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.json_text import json_text
from components.parts.monitor.pipeline import PipelineContents, pipeline_rows
from components.parts.monitor.widgets import place


class PipelineDashboardArgs(TypedDict):
    """Inputs of `PipelineDashboard`."""

    prefix: str
    """What the names of the stack's sources and feature groups start with: `fraud-dev`."""

    pipelines: NotRequired[dict[str, pulumi.Input[str]]]
    """Names of SageMaker pipelines, by what they do. Default: none."""

    functions: NotRequired[dict[str, pulumi.Input[str]]]
    """Names of the functions that start training and deploy, by what they do. Default: none."""

    watches_models: NotRequired[bool]
    """Whether a model monitor of the stack looks for drift. Default: True."""

    keeps_features: NotRequired[bool]
    """Whether the stack has a feature store. Default: True."""


class PipelineDashboard(pulumi.ComponentResource):
    """The dashboard `<prefix>-pipeline`, beside the service monitor's."""

    dashboard_name: pulumi.Output[str]
    """Name of the dashboard in CloudWatch."""

    def __init__(
        self, name: str, args: PipelineDashboardArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("stepwell:index:PipelineDashboard", name, {**args}, opts)
        contents = PipelineContents(
            prefix=args["prefix"],
            region=AwsScope.of(self).region,
            pipelines=args.get("pipelines", {}),
            functions=args.get("functions", {}),
            watches_models=args.get("watches_models", True),
            keeps_features=args.get("keeps_features", True),
        )
        self.dashboard_name = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=f"{args['prefix']}-pipeline",
            dashboard_body=json_text({"widgets": place(pipeline_rows(contents))}),
            opts=pulumi.ResourceOptions(parent=self),
        ).dashboard_name
        self.register_outputs({"dashboard_name": self.dashboard_name})
