from policies.testing import UNKNOWN, Case, Cases, resource

USER = "aws:iam/user:User"

CASES = Cases(
    passes={"a role": (resource("aws:iam/role:Role"),)},
    fails={
        "a user": Case((resource(USER),), ("it: declare a role to assume, got an IAM user",)),
        "a user with a key": Case(
            (resource(USER, "ci"), resource("aws:iam/accessKey:AccessKey", "key", user="ci")),
            (
                "ci: declare a role to assume, got an IAM user",
                "key: declare a role to assume, got an access key",
            ),
        ),
        "a password": Case(
            (resource("aws:iam/userLoginProfile:UserLoginProfile", user="jo"),),
            ("it: declare a role to assume, got a console password",),
        ),
    },
    not_known={
        "its name": Case(
            (resource(USER, name=UNKNOWN),), ("it: declare a role to assume, got an IAM user",)
        )
    },
)
