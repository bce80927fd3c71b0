"""How strict the baseline is: every rule is mandatory, but for those named here."""

from policies.pack import Level, Pack

PACK = Pack(
    name="stepwell-baseline",
    description="What holds for every stack of the platform, at every maturity level",
    default=Level.MANDATORY,
    levels={
        # A team may have its reasons: a classifier of public data, a budget held elsewhere.
        "endpoint-captures-data": Level.ADVISORY,
        "registry-announces-decisions": Level.ADVISORY,
        "stack-has-budget": Level.ADVISORY,
    },
)
