from policies.testing import UNKNOWN, Case, Cases, resource

WORKGROUP = "aws:athena/workgroup:Workgroup"
SWITCH = "publishCloudwatchMetricsEnabled"

CASES = Cases(
    passes={
        "by default": (resource(WORKGROUP),),
        "on": (resource(WORKGROUP, configuration={SWITCH: True}),),
    },
    fails={
        "off": Case(
            (resource(WORKGROUP, configuration={SWITCH: False}),),
            ("it: set publish_cloudwatch_metrics_enabled of configuration to True",),
        )
    },
    not_known={
        "whether": Case(
            (resource(WORKGROUP, configuration={SWITCH: UNKNOWN}),),
            (f"it?: configuration.{SWITCH}",),
        )
    },
)
