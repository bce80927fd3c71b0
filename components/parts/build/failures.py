"""What people hear of builds that failed."""

import pulumi
import pulumi_aws as aws


def report_failed_builds(
    name: str,
    project_name: pulumi.Input[str],
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> None:
    """Send a sentence to the topic when a build does not end well (CodeBuild, "Events")."""
    child = pulumi.ResourceOptions(parent=parent)
    rule = aws.cloudwatch.EventRule(
        f"{name}-failed",
        description="Builds of an image that did not end well",
        event_pattern=pulumi.Output.json_dumps(
            {
                "source": ["aws.codebuild"],
                "detail-type": ["CodeBuild Build State Change"],
                "detail": {
                    "project-name": [project_name],
                    "build-status": ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"],
                },
            }
        ),
        opts=child,
    )
    aws.cloudwatch.EventTarget(
        f"{name}-failed-to-topic",
        rule=rule.name,
        arn=topic_arn,
        input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(
            input_paths={
                "project": "$.detail.project-name",
                "status": "$.detail.build-status",
                "build": "$.detail.build-id",
            },
            input_template=(
                '"<project>: a build is <status>. '
                'Why: aws codebuild batch-get-builds --ids <build>"'
            ),
        ),
        opts=child,
    )
