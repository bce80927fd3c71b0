from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLASSIC = "aws:sagemaker/featureGroup:FeatureGroup"
NATIVE = "aws-native:sagemaker:FeatureGroup"

CASES = Cases(
    passes={"one": (resource(CLASSIC, "one", description="Clicks of a customer"),)},
    fails={
        "none": Case((resource(NATIVE),), ("it: set description",)),
        "nothing in it": Case((resource(CLASSIC, description=""),), ("it: set description",)),
    },
    not_known={"what it says": Case((resource(NATIVE, description=UNKNOWN),))},
)
