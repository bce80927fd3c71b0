from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def tracking(service: object = "sagemaker", **config: object) -> object:
    return resource(
        "aws:appautoscaling/policy:Policy",
        serviceNamespace=service,
        targetTrackingScalingPolicyConfiguration=config,
    )


CASES = Cases(
    passes={
        "longer": (tracking(scaleInCooldown=300, scaleOutCooldown=60),),
        "as long": (tracking(),),
        "another service": (tracking("ecs", scaleInCooldown=0),),
    },
    fails={
        "shorter": Case(
            (tracking(scaleInCooldown=30, scaleOutCooldown=60),),
            ("it: set scale_in_cooldown to 60 or more, as scale_out_cooldown is, got 30",),
        ),
        "shorter than by default": Case(
            (tracking(scaleInCooldown=0),),
            ("it: set scale_in_cooldown to 300 or more, as scale_out_cooldown is, got 0",),
        ),
    },
    not_known={
        "how long": Case(
            (tracking(scaleInCooldown=UNKNOWN),),
            ("it?: targetTrackingScalingPolicyConfiguration.scaleInCooldown",),
        )
    },
)
