from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

FILES = "aws:efs/fileSystem:FileSystem"
MISSING = ("it: set transition_to_ia in lifecycle_policies",)

CASES = Cases(
    passes={
        "after a month": (resource(FILES, lifecyclePolicies=[{"transitionToIa": "AFTER_30_DAYS"}]),)
    },
    fails={
        "never": Case((resource(FILES),), MISSING),
        "only back": Case(
            (
                resource(
                    FILES, lifecyclePolicies=[{"transitionToPrimaryStorageClass": "AFTER_1_ACCESS"}]
                ),
            ),
            MISSING,
        ),
    },
    not_known={
        "when": Case((resource(FILES, lifecyclePolicies=[{"transitionToIa": UNKNOWN}]),)),
        "whether": Case((resource(FILES, lifecyclePolicies=UNKNOWN),), ("it?: lifecyclePolicies",)),
    },
)
