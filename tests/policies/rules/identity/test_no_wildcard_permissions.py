from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

ROLE = "aws:iam/role:Role"
INLINE = "aws:iam/rolePolicy:RolePolicy"


def allowing(action: object, where: object = "*", **rest: object) -> object:
    return resource(INLINE, policy=document({"Action": action, "Resource": where, **rest}))


TEAM = {"StringEquals": {"aws:ResourceTag/team": "fraud"}}
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
ALL_OF_S3 = "it: name actions or resources in statement #1, got s3:* on *"

CASES = Cases(
    passes={
        "a named action has no resource": (allowing("ecr:GetAuthorizationToken"),),
        "a family of reads": (allowing(["ec2:Describe*", "cloudwatch:PutMetricData"]),),
        "all actions on one bucket": (allowing("s3:*", ["<<raw#arn>>", "<<raw#arn>>/*"]),),
        "what the team owns by tag": (allowing("sagemaker:*", Condition=TEAM),),
        "a denial": (allowing("*", Effect="Deny"),),
        "a role with a narrow policy inside": (
            resource(ROLE, inlinePolicies=[{"policy": document({"Action": "s3:Get*"})}]),
        ),
    },
    fails={
        "everything": Case(
            (allowing("*", Sid="Admin"),),
            ("it: name actions or resources in statement Admin, got * on *",),
        ),
        "a service, whatever the spelling": Case(
            (allowing(["S3:*", "sqs:SendMessage"], ["*", "arn:x"]),), (ALL_OF_S3,)
        ),
        "everything of a service, written as an ARN": Case(
            (allowing("s3:*", "arn:aws:s3:::*"),), (ALL_OF_S3,)
        ),
        "a condition on the caller": Case((allowing("s3:*", Condition=MFA),), (ALL_OF_S3,)),
        "a condition that may be missing": Case(
            (allowing("s3:*", Condition={"StringEqualsIfExists": {"aws:ResourceTag/a": "b"}}),),
            (ALL_OF_S3,),
        ),
        "everything but": Case(
            (resource(INLINE, policy=document({"NotAction": "iam:*", "Resource": "*"})),),
            ("it: name actions or resources in statement #1, got NotAction on *",),
        ),
        "everywhere but": Case(
            (resource(INLINE, policy=document({"Action": "s3:*", "NotResource": "arn:x"})),),
            (ALL_OF_S3,),
        ),
        "inside a role": Case(
            (
                resource(
                    ROLE,
                    inlinePolicies=[{"policy": document({"Action": "s3:*", "Resource": "*"})}],
                ),
            ),
            (ALL_OF_S3,),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "an action": Case((allowing("<<x#y>>"),), ("it?: policy.Statement[0].Action",)),
        "the resource is one": Case((allowing("s3:*", "<<raw#arn>>"),)),
    },
)
