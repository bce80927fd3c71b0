from policies.testing import UNKNOWN, Case, Cases, document, resource

ROLE = "aws:iam/role:Role"
HUB = "token.actions.githubusercontent.com"
AUDIENCE = {f"{HUB}:aud": "sts.amazonaws.com"}


def trusting(provider: str = "<<ci#arn>>", **conditions: object) -> object:
    statement = {
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": provider},
        "Condition": conditions,
    }
    return resource(ROLE, assumeRolePolicy=document(statement))


CASES = Cases(
    passes={
        "one branch": (
            trusting(
                StringEquals={**AUDIENCE, f"{HUB}:sub": "repo:acme/fraud:ref:refs/heads/main"}
            ),
        ),
        "branches of one repository": (
            trusting(StringEquals=AUDIENCE, StringLike={f"{HUB}:sub": "repo:acme/fraud:ref:*"}),
        ),
        "people of a Cognito pool": (trusting("cognito-identity.amazonaws.com"),),
        "a service": (
            resource(
                ROLE,
                assumeRolePolicy=document(
                    {"Action": "sts:AssumeRole", "Principal": {"Service": "x"}}
                ),
            ),
        ),
    },
    fails={
        "any repository there is": Case(
            (trusting(StringEquals=AUDIENCE),),
            ("it: test the subject of tokens in statement #1",),
        ),
        "nothing tested": Case(
            (trusting(),),
            (
                "it: test the audience of tokens in statement #1",
                "it: test the subject of tokens in statement #1",
            ),
        ),
        "any repository, in other words": Case(
            (trusting(StringEquals=AUDIENCE, StringLike={f"{HUB}:sub": ["repo:*", "*"]}),),
            (
                "it: narrow the subject of tokens in statement #1, got repo:*",
                "it: narrow the subject of tokens in statement #1, got *",
            ),
        ),
    },
    not_known={
        "the document": Case(
            (resource(ROLE, assumeRolePolicy=UNKNOWN),), ("it?: assumeRolePolicy",)
        )
    },
)
