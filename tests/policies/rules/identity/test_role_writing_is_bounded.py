from policies.testing import UNKNOWN, Case, Cases, document, resource

INLINE = "aws:iam/rolePolicy:RolePolicy"
OURS = "arn:aws:iam::000000000000:role/fraud-dev-*"
POLICIES = "arn:aws:iam::000000000000:policy/fraud-dev-*"
CAP = {"StringEquals": {"iam:PermissionsBoundary": "<<cap#arn>>"}}


def allowing(action: object, where: object, **rest: object) -> object:
    statement = {"Action": action, "Resource": where, **rest}
    return resource(INLINE, policy=document(statement))


CASES = Cases(
    passes={
        "roles under a boundary": (
            allowing(["iam:CreateRole", "iam:PutRolePolicy"], OURS, Condition=CAP),
        ),
        "versions of named policies": (allowing("iam:CreatePolicyVersion", POLICIES),),
        "all about policies, which are no roles": (allowing("iam:*Policy", POLICIES),),
        "reading and deleting": (allowing(["iam:Get*", "iam:DeleteRole"], "*"),),
        "a denial": (allowing("iam:*", "*", Effect="Deny"),),
    },
    fails={
        "new roles without a boundary": Case(
            (allowing("iam:CreateRole", OURS),),
            ("it: ask in statement #1 for a boundary, got iam:createrole without",),
        ),
        "a boundary that may be missing": Case(
            (
                allowing(
                    "iam:PutRolePolicy",
                    OURS,
                    Condition={"StringEqualsIfExists": {"iam:PermissionsBoundary": "arn:x"}},
                ),
            ),
            ("it: ask in statement #1 for a boundary, got iam:putrolepolicy without",),
        ),
        "a new version of any policy": Case(
            (allowing("iam:CreatePolicyVersion", "*", Sid="Policies"),),
            ("it: name in statement Policies each policy, got iam:createpolicyversion on all",),
        ),
        "everything of IAM": Case(
            (allowing("iam:*", "arn:aws:iam::000000000000:*"),),
            (
                "it: ask in statement #1 for a boundary, got iam:attachrolepolicy without",
                "it: name in statement #1 each group, got iam:addusertogroup on all",
            ),
        ),
        "anything but reading": Case(
            (resource(INLINE, policy=document({"NotAction": "iam:Get*", "Resource": "*"})),),
            (
                "it: ask in statement #1 for a boundary, got iam:attachrolepolicy without",
                "it: name in statement #1 each group, got iam:addusertogroup on all",
            ),
        ),
    },
    not_known={
        "the document": Case((resource(INLINE, policy=UNKNOWN),), ("it?: policy",)),
        "the role": Case(
            (allowing("iam:PutRolePolicy", "<<role#arn>>"),),
            ("it: ask in statement #1 for a boundary, got iam:putrolepolicy without",),
        ),
        "the policy": Case((allowing("iam:CreatePolicyVersion", "<<own#arn>>"),)),
    },
)
