"""What is captured can be used."""

from collections.abc import Iterator

from policies.endpoints import ENDPOINT_CONFIGS
from policies.rule import Props, rule

_BOTH = {"Input", "Output"}


@rule(
    applies_to=ENDPOINT_CONFIGS,
    why="an answer without its request, or the reverse, shows neither drift nor a wrong prediction",
    source="Amazon SageMaker AI Developer Guide, Capture data from real-time endpoint",
)
def capture_holds_both_sides(props: Props) -> Iterator[str]:
    """Data capture keeps requests and answers, and more than none of them."""
    capture = props.object("dataCaptureConfig")
    if capture.get("enableCapture", False) is not True:
        return
    modes = {option.get("captureMode", "") for option in capture.objects("captureOptions")}
    # One mode of the API is both (API Reference, CaptureOption).
    missing = set() if "InputAndOutput" in modes else _BOTH - modes
    for mode in sorted(missing):
        yield f"add capture_mode {mode!r} to capture_options of data_capture_config"
    if capture.get("initialSamplingPercentage", 0) == 0:
        yield "set initial_sampling_percentage of data_capture_config above 0"
