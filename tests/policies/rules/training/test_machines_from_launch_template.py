from policies.testing import UNKNOWN, Case, Cases, resource

GROUP = "aws:autoscaling/group:Group"

CASES = Cases(
    passes={
        "a template": (resource(GROUP, launchTemplate={"id": "<<template#id>>"}),),
        "several types": (resource(GROUP, mixedInstancesPolicy={"launchTemplate": {}}),),
    },
    fails={
        "a configuration": Case(
            (resource(GROUP, launchConfiguration="old"),),
            ("it: set launch_template instead of launch_configuration",),
        )
    },
    not_known={"the template": Case((resource(GROUP, launchTemplate=UNKNOWN),))},
)
