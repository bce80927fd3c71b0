from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
OWN = resource("aws:iam/policy:Policy", "own")
READ = "arn:aws:iam::aws:policy/service-role/AWSBatchServiceRole"
FULL = "arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"
SECOND = "arn:aws-cn:iam::aws:policy/AmazonDynamoDBFullAccess_v2"
ROLE = "aws:iam/role:Role"
USER = "aws:iam/userPolicyAttachment:UserPolicyAttachment"
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"

CASES = Cases(
    passes={
        "the stack's own": (
            OWN,
            resource(ATTACHMENT, comes_from={"policyArn": OWN}, policyArn="<<own#arn>>"),
        ),
        "a service role of AWS": (resource(ATTACHMENT, policyArn=READ),),
        "a role without managed policies": (resource(ROLE),),
    },
    fails={
        "full access": Case(
            (resource(ATTACHMENT, policyArn=FULL),),
            (f"it: attach a narrower policy, got '{FULL}'",),
        ),
        "the second version of one, within a role": Case(
            (resource(ROLE, managedPolicyArns=[READ, SECOND]),),
            (f"it: attach a narrower policy, got '{SECOND}'",),
        ),
        "a user": Case(
            (resource(USER, policyArn=FULL),), (f"it: attach a narrower policy, got '{FULL}'",)
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
