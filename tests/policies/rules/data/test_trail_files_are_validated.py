from policies.testing import UNKNOWN, Case, Cases, resource

TRAIL = "aws:cloudtrail/trail:Trail"
SAYS = ("it: set enable_log_file_validation to True",)

CASES = Cases(
    passes={"on": (resource(TRAIL, enableLogFileValidation=True),)},
    fails={
        "nothing said": Case((resource(TRAIL),), SAYS),
        "off": Case((resource(TRAIL, enableLogFileValidation=False),), SAYS),
    },
    not_known={
        "whether": Case(
            (resource(TRAIL, enableLogFileValidation=UNKNOWN),), ("it?: enableLogFileValidation",)
        )
    },
)
