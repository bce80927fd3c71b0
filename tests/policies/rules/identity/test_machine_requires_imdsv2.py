from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"

CASES = Cases(
    passes={"required": (resource(TEMPLATE, metadataOptions={"httpTokens": "required"}),)},
    fails={
        "nothing said": Case(
            (resource(TEMPLATE),),
            ("it: set http_tokens of metadata_options to 'required', got 'optional'",),
        ),
        "optional, on an instance": Case(
            (
                resource(
                    "aws:ec2/instance:Instance",
                    metadataOptions={"httpEndpoint": "enabled", "httpTokens": "optional"},
                ),
            ),
            ("it: set http_tokens of metadata_options to 'required', got 'optional'",),
        ),
    },
    not_known={
        "which": Case(
            (resource(TEMPLATE, metadataOptions={"httpTokens": UNKNOWN}),),
            ("it?: metadataOptions.httpTokens",),
        ),
        "all options": Case(
            (resource(TEMPLATE, metadataOptions=UNKNOWN),), ("it?: metadataOptions",)
        ),
    },
)
