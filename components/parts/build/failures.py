"""What people hear of builds that failed."""

import pulumi

from components.parts.common.told_events import tell_of_events


def report_failed_builds(
    name: str,
    project_name: pulumi.Input[str],
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
) -> None:
    """Send a sentence to the topic when a build does not end well (CodeBuild, "Events")."""
    tell_of_events(
        f"{name}-failed",
        "Builds of an image that did not end well",
        {
            "source": ["aws.codebuild"],
            "detail-type": ["CodeBuild Build State Change"],
            "detail": {
                "project-name": [project_name],
                "build-status": ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"],
            },
        },
        paths={
            "project": "$.detail.project-name",
            "status": "$.detail.build-status",
            "build": "$.detail.build-id",
        },
        sentence=(
            "<project>: a build is <status>. Why: aws codebuild batch-get-builds --ids <build>"
        ),
        topic_arn=topic_arn,
        parent=parent,
    )
