from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

WORKGROUP = "aws:athena/workgroup:Workgroup"

CASES = Cases(
    passes={
        "ten gigabytes": (resource(WORKGROUP, configuration={"bytesScannedCutoffPerQuery": 1}),)
    },
    fails={
        "none": Case((resource(WORKGROUP),), ("it: set bytes_scanned_cutoff_per_query",)),
    },
    not_known={
        "how much": Case(
            (resource(WORKGROUP, configuration={"bytesScannedCutoffPerQuery": UNKNOWN}),)
        ),
        "everything": Case((resource(WORKGROUP, configuration=UNKNOWN),), ("it?: configuration",)),
    },
)
