"""What an endpoint is asked and answers can be looked at later."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS, is_serverless, variants
from policies.rule import Props, rule


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="without the requests nobody can say whether the data has drifted from the training data",
    source="Amazon SageMaker AI Developer Guide, Capture data from real-time endpoint",
)
def endpoint_captures_data(props: Props) -> Iterator[str]:
    """Endpoints on machines capture requests and responses; asynchronous ones keep both in S3."""
    if "asyncInferenceConfig" in props:
        return
    if all(is_serverless(variant) for variant in variants(props)):
        return
    if props.get("dataCaptureConfig", {}).get("enableCapture", False) is not True:
        yield "set enable_capture of data_capture_config to True"
