from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

WORKGROUP = "aws:athena/workgroup:Workgroup"

CASES = Cases(
    passes={
        "on": (resource(WORKGROUP, configuration={"enforceWorkgroupConfiguration": True}),),
        "nothing said": (resource(WORKGROUP),),
    },
    fails={
        "off": Case(
            (resource(WORKGROUP, configuration={"enforceWorkgroupConfiguration": False}),),
            ("it: set enforce_workgroup_configuration to True",),
        )
    },
    not_known={
        "whether": Case(
            (resource(WORKGROUP, configuration={"enforceWorkgroupConfiguration": UNKNOWN}),),
            ("it?: configuration.enforceWorkgroupConfiguration",),
        )
    },
)
