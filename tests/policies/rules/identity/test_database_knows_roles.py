from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"
GRAPH = "aws:neptune/cluster:Cluster"

CASES = Cases(
    passes={
        "on": (resource(DATABASE, engine="postgres", iamDatabaseAuthenticationEnabled=True),),
        "an engine without": (resource(DATABASE, engine="oracle-ee"),),
    },
    fails={
        "by default": Case(
            (resource(DATABASE, engine="postgres"),),
            ("it: set iam_database_authentication_enabled to True",),
        ),
        "a search domain": Case(
            (resource("aws:opensearch/domain:Domain"),),
            ("it: set enabled of advanced_security_options to True",),
        ),
        "a graph": Case(
            (resource(GRAPH),), ("it: set iam_database_authentication_enabled to True",)
        ),
    },
    not_known={
        "whether": Case(
            (resource(DATABASE, engine="mysql", iamDatabaseAuthenticationEnabled=UNKNOWN),),
            ("it?: iamDatabaseAuthenticationEnabled",),
        )
    },
)
