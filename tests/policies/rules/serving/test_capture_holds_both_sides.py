from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CONFIG = "aws:sagemaker/endpointConfiguration:EndpointConfiguration"
NATIVE = "aws-native:sagemaker:EndpointConfig"
BOTH = ("Input", "Output")


def captured(modes: object = BOTH, percent: object = 100, type_: str = CONFIG, on: bool = True):
    return resource(
        type_,
        dataCaptureConfig={
            "enableCapture": on,
            "captureOptions": [{"captureMode": mode} for mode in modes],
            "initialSamplingPercentage": percent,
        },
    )


CASES = Cases(
    passes={
        "both": (captured(),),
        "both in one": (captured(["InputAndOutput"]),),
        "captures nothing": (resource(CONFIG),),
        "switched off": (captured(["Input"], 0, on=False),),
    },
    fails={
        "requests alone": Case(
            (captured(["Input"], type_=NATIVE),),
            ("it: add capture_mode 'Output' to capture_options of data_capture_config",),
        ),
        "none of them": Case(
            (captured(percent=0),),
            ("it: set initial_sampling_percentage of data_capture_config above 0",),
        ),
    },
    not_known={
        "what": Case(
            (captured([UNKNOWN]),), ("it?: dataCaptureConfig.captureOptions[0].captureMode",)
        ),
        "how many": Case(
            (captured(percent=UNKNOWN),), ("it?: dataCaptureConfig.initialSamplingPercentage",)
        ),
    },
)
