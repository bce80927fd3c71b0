"""Delivery dashboard: one screen for how a change comes to callers, which is what level 2 adds."""

from typing import NotRequired

import pulumi
import pulumi_aws as aws
from typing_extensions import TypedDict

from components.aws_scope import AwsScope
from components.json_text import json_text
from components.parts.monitor.delivery import DeliveryContents, delivery_rows
from components.parts.monitor.widgets import place


class DeliveryDashboardArgs(TypedDict):
    """Inputs of `DeliveryDashboard`."""

    prefix: str
    """What the dashboard's name starts with: `fraud-dev`."""

    build_projects: NotRequired[dict[str, pulumi.Input[str]]]
    """Names of CodeBuild projects, by what they build. Default: builds run elsewhere."""

    promotion_rules: NotRequired[dict[str, pulumi.Input[str]]]
    """Names of event rules that match promotions, approvals and rollbacks, by what they match.
    Default: none."""

    endpoint_names: NotRequired[list[str]]
    """Physical names of the endpoints that new versions come to. Default: none."""

    alarm_arns: NotRequired[list[pulumi.Input[str]]]
    """ARNs of the alarms that undo a deployment. Default: none."""


class DeliveryDashboard(pulumi.ComponentResource):
    """The dashboard `<prefix>-delivery`, beside the service monitor's."""

    dashboard_name: pulumi.Output[str]
    """Name of the dashboard in CloudWatch."""

    def __init__(
        self, name: str, args: DeliveryDashboardArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("stepwell:index:DeliveryDashboard", name, {**args}, opts)
        contents = DeliveryContents(
            prefix=args["prefix"],
            region=AwsScope.of(self).region,
            build_projects=args.get("build_projects", {}),
            promotion_rules=args.get("promotion_rules", {}),
            endpoint_names=args.get("endpoint_names", []),
            alarm_arns=args.get("alarm_arns", []),
        )
        self.dashboard_name = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=f"{args['prefix']}-delivery",
            dashboard_body=json_text({"widgets": place(delivery_rows(contents))}),
            opts=pulumi.ResourceOptions(parent=self),
        ).dashboard_name
        self.register_outputs({"dashboard_name": self.dashboard_name})
