from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def tracking(**config: object) -> object:
    return resource(
        "aws:appautoscaling/policy:Policy", targetTrackingScalingPolicyConfiguration=config
    )


CASES = Cases(
    passes={
        "both ways": (tracking(targetValue=600),),
        "step by step": (
            resource("aws:appautoscaling/policy:Policy", stepScalingPolicyConfiguration={}),
        ),
    },
    fails={"only out": Case((tracking(disableScaleIn=True),), ("it: leave disable_scale_in out",))},
    not_known={
        "whether": Case(
            (tracking(disableScaleIn=UNKNOWN),),
            ("it?: targetTrackingScalingPolicyConfiguration.disableScaleIn",),
        )
    },
)
