from policies.testing import UNKNOWN, Case, Cases, resource

CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
MEMORY = "aws:memorydb/cluster:Cluster"
SEARCH = "aws:opensearch/domain:Domain"
WAREHOUSE = "aws:redshift/parameterGroup:ParameterGroup"

CASES = Cases(
    passes={
        "a cache": (resource(CACHE, transitEncryptionEnabled=True),),
        "by default": (resource(MEMORY),),
        "a warehouse": (
            resource(WAREHOUSE, parameters=[{"name": "require_ssl", "value": "true"}]),
        ),
        "a search domain": (
            resource(
                SEARCH,
                nodeToNodeEncryption={"enabled": True},
                domainEndpointOptions={
                    "enforceHttps": True,
                    "tlsSecurityPolicy": "Policy-Min-TLS-1-2-2019-07",
                },
            ),
        ),
    },
    fails={
        "a cache": Case((resource(CACHE),), ("it: set transit_encryption_enabled to True",)),
        "switched off": Case(
            (resource(MEMORY, tlsEnabled=False),), ("it: set tls_enabled to True",)
        ),
        "a warehouse": Case(
            (resource(WAREHOUSE, parameters=[{"name": "require_ssl", "value": "false"}]),),
            ("it: set the parameter require_ssl to 'true'",),
        ),
        "a search domain": Case(
            (resource(SEARCH),),
            (
                "it: set enabled of node_to_node_encryption to True",
                "it: set enforce_https of domain_endpoint_options to True",
                "it: set tls_security_policy of domain_endpoint_options to "
                "'Policy-Min-TLS-1-2-PFS-2023-10'",
            ),
        ),
    },
    not_known={
        "whether": Case(
            (resource(CACHE, transitEncryptionEnabled=UNKNOWN),), ("it?: transitEncryptionEnabled",)
        )
    },
)
