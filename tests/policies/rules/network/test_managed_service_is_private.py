from policies.testing import UNKNOWN, Case, Cases, resource

EKS = "aws:eks/cluster:Cluster"
KAFKA = "aws:msk/cluster:Cluster"
MWAA = "aws:mwaa/environment:Environment"
SEARCH = "aws:opensearch/domain:Domain"
TRANSFER = "aws:transfer/server:Server"

CASES = Cases(
    passes={
        "a cluster": (resource(EKS, vpcConfig={"endpointPublicAccess": False}),),
        "a scheduler by default": (resource(MWAA),),
        "brokers by default": (resource(KAFKA),),
        "a search domain": (resource(SEARCH, vpcOptions={"subnetIds": ["subnet-1"]}),),
        "a server": (resource(TRANSFER, endpointType="VPC"),),
    },
    fails={
        "a cluster by default": Case(
            (resource(EKS, vpcConfig={"subnetIds": ["subnet-1"]}),),
            ("it: set endpoint_public_access of vpc_config to False",),
        ),
        "brokers": Case(
            (
                resource(
                    KAFKA,
                    brokerNodeGroupInfo={
                        "connectivityInfo": {"publicAccess": {"type": "SERVICE_PROVIDED_EIPS"}}
                    },
                ),
            ),
            ("it: set brokerNodeGroupInfo.connectivityInfo.publicAccess.type to 'DISABLED'",),
        ),
        "a scheduler": Case(
            (resource(MWAA, webserverAccessMode="PUBLIC_ONLY"),),
            ("it: set webserver_access_mode to 'PRIVATE_ONLY'",),
        ),
        "a search domain by default": Case((resource(SEARCH),), ("it: set vpc_options",)),
        "a server by default": Case((resource(TRANSFER),), ("it: set endpoint_type to 'VPC'",)),
    },
    not_known={
        "the network": Case((resource(SEARCH, vpcOptions=UNKNOWN),)),
        "whether": Case(
            (resource(EKS, vpcConfig={"endpointPublicAccess": UNKNOWN}),),
            ("it?: vpcConfig.endpointPublicAccess",),
        ),
    },
)
