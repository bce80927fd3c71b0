from policies.testing import UNKNOWN, Case, Cases, resource

BALANCER = "aws:lb/loadBalancer:LoadBalancer"

CASES = Cases(
    passes={
        "all of it": (
            resource(
                BALANCER,
                accessLogs={"bucket": "logs", "enabled": True},
                dropInvalidHeaderFields=True,
                enableDeletionProtection=True,
            ),
        ),
        "of a network": (
            resource(
                BALANCER,
                loadBalancerType="network",
                accessLogs={"bucket": "logs", "enabled": True},
                enableDeletionProtection=True,
            ),
        ),
    },
    fails={
        "none of it": Case(
            (resource(BALANCER),),
            (
                "it: set drop_invalid_header_fields to True",
                "it: set enabled of access_logs to True",
                "it: set enable_deletion_protection to True",
            ),
        )
    },
    not_known={
        "whether": Case(
            (resource(BALANCER, dropInvalidHeaderFields=UNKNOWN),),
            ("it?: dropInvalidHeaderFields",),
        )
    },
)
