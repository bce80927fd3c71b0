from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource


def build(name: str, value: object = "abc", **more: object) -> object:
    variable = {"name": name, "value": value, **more}
    return resource(
        "aws:codebuild/project:Project", environment={"environmentVariables": [variable]}
    )


CASES = Cases(
    passes={
        "no variables": (resource("aws:codebuild/project:Project", environment={}),),
        "a harmless one": (build("REPOSITORY_URL"),),
        "fetched": (build("DB_PASSWORD", "fraud/db", type="SECRETS_MANAGER"),),
        "where it lies": (build("DB_SECRET", "arn:aws:secretsmanager:eu-west-1:1:secret:db"),),
        "how many tokens": (build("MAX_TOKENS", "512"),),
        "the end of a text": (build("EOS_TOKEN", "</s>"),),
        "empty": (build("API_KEY", ""),),
    },
    fails={
        name: Case((build(name),), (f"it: fetch {name} from Secrets Manager",))
        for name in ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "db_password", "HF_TOKEN")
    },
    not_known={
        "a harmless one": Case((build("REPOSITORY_URL", UNKNOWN),)),
        "a secret": Case(
            (build("DB_PASSWORD", UNKNOWN),),
            ("it?: environment.environmentVariables[0].value",),
        ),
    },
)
