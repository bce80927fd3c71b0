from plan.plan import UNKNOWN
from tests.policies.support import Case, Cases, resource

ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
OWN = resource("aws:iam/policy:Policy", "own")
READ = "arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole"
FULL = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"

CASES = Cases(
    passes={
        "the stack's own": (
            OWN,
            resource(ATTACHMENT, comes_from={"policyArn": OWN}, policyArn="<<own#arn>>"),
        ),
        "a service role of AWS": (resource(ATTACHMENT, policyArn=READ),),
    },
    fails={
        "full access": Case(
            (resource(ATTACHMENT, policyArn=FULL),),
            (f"it: attach a narrower policy, got '{FULL}'",),
        ),
        "administrator": Case(
            (resource(ATTACHMENT, policyArn=ADMIN),),
            (f"it: attach a narrower policy, got '{ADMIN}'",),
        ),
    },
    not_known={
        "the stack's own": Case(
            (OWN, resource(ATTACHMENT, comes_from={"policyArn": OWN}, policyArn=UNKNOWN))
        ),
        "from nowhere": Case((resource(ATTACHMENT, policyArn=UNKNOWN),), ("it?: policyArn",)),
    },
)
