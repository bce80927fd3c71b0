from policies.testing import UNKNOWN, Case, Cases, resource

ROLE = resource("aws:iam/role:Role", "role")
FUNCTION = "aws:lambda/function:Function"
ADOPTED = "arn:aws:iam::000000000000:role/jobs"


def function(name: str, arn: object = "<<role#arn>>") -> object:
    return resource(FUNCTION, name, comes_from={"role": ROLE}, role=arn)


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


def of_components(name: str) -> object:
    return resource(
        "aws-native:sagemaker:EndpointConfig",
        name,
        productionVariants=[{"instanceType": "ml.m5.large"}],
        executionRoleArn=ADOPTED,
    )


A, B = model("a"), model("b")

CASES = Cases(
    passes={
        "one function": (ROLE, function("one")),
        "two models, one of which is served": (ROLE, A, B, config("scorer", A)),
        "two functions, each with its own": (
            resource(FUNCTION, "one", role=ADOPTED),
            resource(FUNCTION, "two", role=f"{ADOPTED}-2"),
        ),
    },
    fails={
        "two functions": Case(
            (ROLE, function("one"), function("two")),
            (
                "one: give it a role of its own, got that of two",
                "two: give it a role of its own, got that of one",
            ),
        ),
        "two functions with a role from elsewhere": Case(
            (
                resource(FUNCTION, "one", role=ADOPTED),
                resource(FUNCTION, "two", role=ADOPTED),
            ),
            (
                "one: give it a role of its own, got that of two",
                "two: give it a role of its own, got that of one",
            ),
        ),
        "two endpoints": Case(
            (ROLE, A, B, config("scorer", A), config("ranker", B)),
            (
                "scorer: give it a role of its own, got that of ranker",
                "ranker: give it a role of its own, got that of scorer",
            ),
        ),
        "two endpoints of inference components": Case(
            (of_components("scorer"), of_components("ranker")),
            (
                "scorer: give it a role of its own, got that of ranker",
                "ranker: give it a role of its own, got that of scorer",
            ),
        ),
        "a function and an endpoint": Case(
            (ROLE, A, config("scorer", A), function("one")),
            (
                "scorer: give it a role of its own, got that of one",
                "one: give it a role of its own, got that of scorer",
            ),
        ),
    },
    not_known={
        "the ARN of a role of the stack": Case(
            (ROLE, function("one", UNKNOWN), function("two", UNKNOWN)),
            (
                "one: give it a role of its own, got that of two",
                "two: give it a role of its own, got that of one",
            ),
        ),
        "whose role it is": Case((resource(FUNCTION, role=UNKNOWN),), ("it?: role",)),
    },
)
