"""A request that fails hours later is heard of."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="nobody waits for the answer of an asynchronous endpoint, so nobody misses it either",
    source="Amazon SageMaker AI Developer Guide, Check prediction results (asynchronous inference)",
)
def asynchronous_errors_announced(props: Props) -> Iterator[str]:
    """Asynchronous endpoints send failed requests to a topic, or write them to S3."""
    if "asyncInferenceConfig" not in props:
        return
    output = props.object("asyncInferenceConfig").object("outputConfig")
    if "s3FailurePath" in output or "errorTopic" in output.get("notificationConfig", {}):
        return
    yield "set s3_failure_path of output_config, or error_topic of its notification_config"
