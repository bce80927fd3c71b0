from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={"both": (resource(NOTEBOOK, subnetId="subnet-1", securityGroups=["sg-1"]),)},
    fails={
        "no network": Case((resource(NOTEBOOK),), ("it: set subnet_id to a private subnet",)),
        "no security group": Case(
            (resource(NOTEBOOK, subnetId="subnet-1"),),
            ("it: set security_groups: without them the VPC's default group applies",),
        ),
    },
    not_known={"the ids": Case((resource(NOTEBOOK, subnetId=UNKNOWN, securityGroups=[UNKNOWN]),))},
)
