from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

KEY = "aws:kms/key:Key"
ROLE = "aws:iam/role:Role"
GROUP = "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy"
OPEN = ("it: name the principals of statement #1, got *",)
FILES = "aws:efs/fileSystemPolicy:FileSystemPolicy"
OWN = {"StringEquals": {"kms:CallerAccount": "000000000000"}}


def key(**statement: object) -> object:
    full = {"Action": "kms:Decrypt", "Resource": "*", **statement}
    return resource(KEY, policy=document(full))


def files(mounted: str) -> object:
    condition = {"Bool": {"elasticfilesystem:AccessedViaMountTarget": mounted}}
    return resource(FILES, policy=document({"Principal": {"AWS": "*"}, "Condition": condition}))


CASES = Cases(
    passes={
        "an account": (key(Principal={"AWS": "arn:aws:iam::000000000000:root"}),),
        "everybody of an account": (key(Principal={"AWS": "*"}, Condition=OWN),),
        "everybody of a part of the organisation": (
            key(
                Principal="*",
                Condition={"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}},
            ),
        ),
        "files that everybody in the network mounts": (files("true"),),
        "a role that a service assumes": (
            resource(ROLE, assumeRolePolicy=document({"Principal": {"Service": "x"}})),
        ),
        "a denial": (key(Effect="Deny", Principal="*"),),
        "no policy": (resource(KEY),),
    },
    fails={
        "everybody": Case(
            (key(Sid="Open", Principal="*"),),
            ("it: name the principals of statement Open, got *",),
        ),
        "a role that everybody assumes": Case(
            (resource(ROLE, assumeRolePolicy=document({"Principal": {"AWS": "*"}})),), OPEN
        ),
        "models that everybody reads": Case(
            (resource(GROUP, resourcePolicy=document({"Principal": "*"})),), OPEN
        ),
        "events that everybody sends": Case(
            (
                resource(
                    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
                    policy=document({"Principal": "*", "Action": "events:PutEvents"}),
                ),
            ),
            OPEN,
        ),
        "logs that everybody writes": Case(
            (
                resource(
                    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
                    policyDocument=document({"Principal": "*", "Action": "logs:PutLogEvents"}),
                ),
            ),
            OPEN,
        ),
        "files that are read past the network": Case((files("false"),), OPEN),
        "everybody, from anywhere": Case(
            (key(Principal="*", Condition={"ArnLike": {"aws:SourceArn": "*"}}),), OPEN
        ),
        "a condition that a request without the key meets": Case(
            (
                key(
                    Principal="*",
                    Condition={"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-1"}},
                ),
            ),
            OPEN,
        ),
        "everybody who has a tag": Case(
            (
                key(
                    Principal={"AWS": ["*"]},
                    Condition={"StringEquals": {"aws:PrincipalTag/team": "fraud"}},
                ),
            ),
            ("it: name the principals of statement #1, got *",),
        ),
    },
    not_known={"the document": Case((resource(KEY, policy=UNKNOWN),), ("it?: policy",))},
)
