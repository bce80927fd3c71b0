from policies.testing import UNKNOWN, Case, Cases, document, resource

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
S3 = "com.amazonaws.eu-west-1.s3"
OWN = {"StringEquals": {"aws:PrincipalAccount": "000000000000"}}
ALL = {"Principal": "*", "Action": "*", "Resource": "*"}

CASES = Cases(
    passes={
        "those of the account": (
            resource(ENDPOINT, serviceName=S3, policy=document({**ALL, "Condition": OWN})),
        ),
        "a service that takes none": (
            resource(ENDPOINT, serviceName="com.amazonaws.eu-west-1.ecs-agent"),
        ),
        "a resource of another VPC": (
            resource("aws:ec2/vpcEndpoint:VpcEndpoint", vpcEndpointType="Resource"),
        ),
        "a partner's service": (
            resource(ENDPOINT, serviceName="com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b"),
        ),
    },
    fails={
        "none": Case(
            (resource(ENDPOINT, serviceName=S3),), ("it: give the endpoint of s3 a policy",)
        ),
        "none for a service of two words": Case(
            (resource(ENDPOINT, serviceName="com.amazonaws.eu-west-1.sagemaker.api"),),
            ("it: give the endpoint of sagemaker.api a policy",),
        ),
        "what AWS writes by default": Case(
            (resource(ENDPOINT, serviceName=S3, policy=document(ALL)),),
            ("it: narrow statement #1 of its policy, which allows everything",),
        ),
    },
    not_known={
        "the policy": Case((resource(ENDPOINT, serviceName=S3, policy=UNKNOWN),), ("it?: policy",)),
        "the service": Case((resource(ENDPOINT, serviceName=UNKNOWN),), ("it?: serviceName",)),
    },
)
