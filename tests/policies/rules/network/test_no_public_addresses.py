from policies.testing import UNKNOWN, Case, Cases, resource

DATABASE = "aws:rds/instance:Instance"
INSTANCE = "aws:ec2/instance:Instance"
SERVICE = "aws:ecs/service:Service"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"

CASES = Cases(
    passes={
        "a template that says no": (
            resource(TEMPLATE, networkInterfaces=[{"associatePublicIpAddress": "false"}]),
        ),
        "a template that leaves it to the subnet": (resource(TEMPLATE),),
        "a container": (resource(SERVICE, networkConfiguration={"assignPublicIp": False}),),
        "a database": (resource(DATABASE, publiclyAccessible=False),),
    },
    fails={
        "a machine": Case(
            (resource(INSTANCE, associatePublicIpAddress=True),),
            ("it: set associate_public_ip_address to False",),
        ),
        "a template": Case(
            (resource(TEMPLATE, networkInterfaces=[{}, {"associatePublicIpAddress": "true"}]),),
            ("it: network_interfaces[1]: set associate_public_ip_address to 'false'",),
        ),
        "a container": Case(
            (resource(SERVICE, networkConfiguration={"assignPublicIp": True}),),
            ("it: set assign_public_ip of network_configuration to False",),
        ),
        "a database": Case(
            (resource(DATABASE, publiclyAccessible=True),),
            ("it: set publicly_accessible to False",),
        ),
    },
    not_known={
        "whether": Case(
            (resource(INSTANCE, associatePublicIpAddress=UNKNOWN),),
            ("it?: associatePublicIpAddress",),
        )
    },
)
