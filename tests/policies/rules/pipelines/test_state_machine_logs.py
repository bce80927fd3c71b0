from policies.testing import UNKNOWN, Case, Cases, resource

MACHINE = "aws:sfn/stateMachine:StateMachine"

CASES = Cases(
    passes={"errors": (resource(MACHINE, loggingConfiguration={"level": "ERROR"}),)},
    fails={
        "nothing": Case(
            (resource(MACHINE),), ("it: set level of logging_configuration to 'ERROR', got 'OFF'",)
        )
    },
    not_known={
        "the level": Case(
            (resource(MACHINE, loggingConfiguration={"level": UNKNOWN}),),
            ("it?: loggingConfiguration.level",),
        )
    },
)
