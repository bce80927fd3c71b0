from policies.testing import UNKNOWN, Case, Cases, resource

RUNTIME = "com.amazonaws.eu-west-1.sagemaker.runtime"


def endpoint(service: object, kind: str = "Interface", **more: object) -> object:
    return resource(
        "aws:ec2/vpcEndpoint:VpcEndpoint", serviceName=service, vpcEndpointType=kind, **more
    )


CASES = Cases(
    passes={
        "by name": (endpoint(RUNTIME, privateDnsEnabled=True),),
        "a gateway": (endpoint("com.amazonaws.eu-west-1.s3", "Gateway"),),
        "APIs, which others in the VPC call by their public names": (
            endpoint("com.amazonaws.eu-west-1.execute-api", privateDnsEnabled=False),
        ),
        "a resource of another VPC": (
            resource("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType="Resource"),
        ),
        "a partner's service": (endpoint("com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b"),),
    },
    fails={
        "nothing said": Case(
            (endpoint(RUNTIME),),
            ("it: set private_dns_enabled of the endpoint of sagemaker.runtime to True",),
        ),
        "off, of Studio": Case(
            (endpoint("aws.sagemaker.eu-west-1.studio", privateDnsEnabled=False),),
            ("it: set private_dns_enabled of the endpoint of studio to True",),
        ),
    },
    not_known={
        "the service": Case((endpoint(UNKNOWN),), ("it?: serviceName",)),
        "whether": Case(
            (endpoint(RUNTIME, privateDnsEnabled=UNKNOWN),), ("it?: privateDnsEnabled",)
        ),
    },
)
