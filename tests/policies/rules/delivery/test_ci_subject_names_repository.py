from plan.plan import UNKNOWN
from policies.testing import Case, Cases, document, resource

ROLE = "aws:iam/role:Role"
GITHUB = "token.actions.githubusercontent.com"


def trusting(*subjects: str) -> object:
    return resource(
        ROLE,
        assumeRolePolicy=document(
            {
                "Sid": "Ci",
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {"Federated": "<<ci#arn>>"},
                "Condition": {
                    "StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com"},
                    "StringLike": {f"{GITHUB}:sub": list(subjects)},
                },
            }
        ),
    )


def wide(subject: str) -> Case:
    return Case(
        (trusting(subject),), (f"it: name repository and branch in statement Ci, got {subject}",)
    )


CASES = Cases(
    passes={
        "a branch": (trusting("repo:acme/demand:ref:refs/heads/main"),),
        "branches of one name": (trusting("repo:acme/demand:ref:refs/heads/release-*"),),
        "an environment": (trusting("repo:acme@12/demand@34:environment:prod"),),
        "a branch at GitLab": (trusting("project_path:acme/ml/demand:ref_type:branch:ref:*"),),
        "a service account": (trusting("system:serviceaccount:ml:*"),),
        "a service": (resource(ROLE, assumeRolePolicy=document({"Action": "sts:AssumeRole"})),),
    },
    fails={
        "an organisation": wide("repo:acme/*"),
        "all that begin so": wide("repo:acme*"),
        "repositories that begin so": wide("repo:acme/demand*"),
        "all of a repository": wide("repo:acme/demand:*"),
        "a group at GitLab": wide("project_path:acme/*:ref_type:branch:ref:main"),
        "one of two": Case(
            (trusting("repo:acme/demand:pull_request", "repo:acme/*"),),
            ("it: name repository and branch in statement Ci, got repo:acme/*",),
        ),
    },
    not_known={
        "the trust": Case((resource(ROLE, assumeRolePolicy=UNKNOWN),), ("it?: assumeRolePolicy",)),
    },
)
