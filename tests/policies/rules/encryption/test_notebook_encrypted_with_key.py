from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"
NOTEBOOK = "aws:sagemaker/notebookInstance:NotebookInstance"

CASES = Cases(
    passes={"the key": (resource(DOMAIN, kmsKeyId="<<key#arn>>"),)},
    fails={
        "a domain without": Case((resource(DOMAIN),), ("it: set kms_key_id to the stack's key",)),
        "a notebook without": Case(
            (resource(NOTEBOOK),), ("it: set kms_key_id to the stack's key",)
        ),
    },
    not_known={"a key not known is a key": Case((resource(DOMAIN, kmsKeyId=UNKNOWN),))},
)
