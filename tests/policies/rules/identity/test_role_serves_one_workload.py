from policies.testing import UNKNOWN, Case, Cases, resource

ROLE = resource("aws:iam/role:Role", "role")


def function(name: str, arn: object = "<<role#arn>>") -> object:
    return resource("aws:lambda/function:Function", name, comes_from={"role": ROLE}, role=arn)


def model(name: str) -> object:
    return resource(
        "aws:sagemaker/model:Model",
        name,
        comes_from={"executionRoleArn": ROLE},
        executionRoleArn="<<role#arn>>",
    )


def config(name: str, served: object) -> object:
    return resource(
        "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
        name,
        comes_from={"productionVariants": served},
        productionVariants=[{"modelName": UNKNOWN}],
    )


A, B = model("a"), model("b")

CASES = Cases(
    passes={
        "one function": (ROLE, function("one")),
        "two models of one endpoint": (ROLE, A, B, config("scorer", A)),
        "nobody yet": (ROLE,),
    },
    fails={
        "two functions": Case(
            (ROLE, function("one"), function("two")),
            ("role: make a role for each of one, two",),
        ),
        "two endpoints": Case(
            (ROLE, A, B, config("scorer", A), config("ranker", B)),
            ("role: make a role for each of scorer, ranker",),
        ),
        "a function and an endpoint": Case(
            (ROLE, A, config("scorer", A), function("one")),
            ("role: make a role for each of one, scorer",),
        ),
    },
    not_known={
        "its ARN": Case(
            (ROLE, function("one", UNKNOWN), function("two", UNKNOWN)),
            ("role: make a role for each of one, two",),
        )
    },
)
