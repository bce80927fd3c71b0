from policies.testing import UNKNOWN, Case, Cases, resource

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
SERVICE = "aws:ec2/vpcEndpointService:VpcEndpointService"

CASES = Cases(
    passes={
        "a gateway": (resource(GATEWAY),),
        "a service": (resource(SERVICE, acceptanceRequired=True),),
    },
    fails={
        "a gateway": Case(
            (resource(GATEWAY, autoAcceptSharedAttachments="enable"),),
            ("it: set auto_accept_shared_attachments to 'disable'",),
        ),
        "a service": Case(
            (resource(SERVICE, acceptanceRequired=False),),
            ("it: set acceptance_required to True",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(SERVICE, acceptanceRequired=UNKNOWN),), ("it?: acceptanceRequired",)
        )
    },
)
