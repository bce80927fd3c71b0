from policies.testing import UNKNOWN, Case, Cases, resource

FUNCTION = "aws:lambda/function:Function"
MODEL = "aws:sagemaker/model:Model"


def function(**variables: object) -> object:
    return resource(FUNCTION, environment={"variables": variables})


CASES = Cases(
    passes={
        "names of things": (function(GROUP="fraud-scorer", MAX_TOKENS="512"),),
        "where the secret is": (
            function(DB_PASSWORD="arn:aws:secretsmanager:eu-west-1:000000000000:secret:db"),
        ),
        "no environment": (resource(MODEL, primaryContainer={"image": "x"}),),
    },
    fails={
        "a password": Case(
            (function(DB_PASSWORD="hunter2"),), ("it: fetch DB_PASSWORD from Secrets Manager",)
        ),
        "a token of a model hub": Case(
            (resource(MODEL, primaryContainer={"environment": {"HF_TOKEN": "hf_x"}}),),
            ("it: fetch HF_TOKEN from Secrets Manager",),
        ),
        "in one of many containers": Case(
            (resource(MODEL, containers=[{}, {"environment": {"API_KEY": "x"}}]),),
            ("it: fetch API_KEY from Secrets Manager",),
        ),
    },
    not_known={
        "the secret": Case((function(API_KEY=UNKNOWN),), ("it?: environment.variables.API_KEY",)),
        "something else": Case((function(TABLE=UNKNOWN),)),
    },
)
