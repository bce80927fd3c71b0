from policies.testing import UNKNOWN, Case, Cases, resource

SECRET = resource("aws:secretsmanager/secret:Secret", "secret")


def rotation(target: object) -> object:
    return resource(
        "aws:secretsmanager/secretRotation:SecretRotation",
        comes_from={"secretId": SECRET},
        secretId=target,
        rotationRules={"automaticallyAfterDays": 30},
    )


CASES = Cases(
    passes={"monthly": (SECRET, rotation("<<secret#id>>"))},
    fails={
        "never": Case((SECRET,), ("secret: declare a SecretRotation for it",)),
        "another one does": Case(
            (
                resource("aws:secretsmanager/secret:Secret", "token"),
                SECRET,
                rotation("<<secret#id>>"),
            ),
            ("token: declare a SecretRotation for it",),
        ),
    },
    not_known={"its id": Case((SECRET, rotation(UNKNOWN)))},
)
