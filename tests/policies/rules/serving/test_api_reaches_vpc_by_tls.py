from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

INTEGRATION = "aws:apigatewayv2/integration:Integration"
TLS = {"serverNameToVerify": "models.acme.internal"}

CASES = Cases(
    passes={
        "over TLS": (resource(INTEGRATION, connectionType="VPC_LINK", tlsConfig=TLS),),
        "to AWS itself": (resource(INTEGRATION, integrationType="AWS_PROXY"),),
    },
    fails={
        "in the clear": Case(
            (resource(INTEGRATION, connectionType="VPC_LINK"),), ("it: set tls_config",)
        )
    },
    not_known={
        "to whom": Case((resource(INTEGRATION, connectionType="VPC_LINK", tlsConfig=UNKNOWN),)),
        "how": Case((resource(INTEGRATION, connectionType=UNKNOWN),), ("it?: connectionType",)),
    },
)
