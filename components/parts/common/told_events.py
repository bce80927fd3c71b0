"""Events that people hear of, in one sentence each."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from components.json_text import json_text


def tell_of_events(
    name: str,
    description: str,
    pattern: Mapping[str, Any],
    *,
    paths: Mapping[str, str],
    sentence: str,
    topic_arn: pulumi.Input[str],
    parent: pulumi.ComponentResource,
    rule_name: str | None = None,
) -> pulumi.Output[str]:
    """Send a sentence to the topic for each event that matches; return the name of the rule.

    `<key>` in the sentence is what lies at that path of the event. A text with a quote or a line
    end there would lose the message, since EventBridge escapes nothing that it puts into a text.
    """
    child = pulumi.ResourceOptions(parent=parent)
    rule = aws.cloudwatch.EventRule(
        name,
        name=rule_name,
        description=description,
        event_pattern=json_text(pattern),
        opts=child,
    )
    aws.cloudwatch.EventTarget(
        f"{name}-to-topic",
        rule=rule.name,
        arn=topic_arn,
        input_transformer=aws.cloudwatch.EventTargetInputTransformerArgs(
            input_paths=dict(paths), input_template=f'"{sentence}"'
        ),
        opts=child,
    )
    return rule.name
