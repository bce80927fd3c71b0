from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

INSTANCE = "aws:ec2/instance:Instance"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
VOLUME = "aws:ebs/volume:Volume"


def template(**ebs: object) -> object:
    root = {"deviceName": "/dev/xvda", "ebs": ebs}
    return resource(TEMPLATE, blockDeviceMappings=[root, {"virtualName": "ephemeral0"}])


CASES = Cases(
    passes={
        "a template with the key": (template(encrypted="true", kmsKeyId="<<key#arn>>"),),
        "an instance with the key": (
            resource(INSTANCE, rootBlockDevice={"encrypted": True, "kmsKeyId": "<<key#arn>>"}),
        ),
        "a volume with the key": (resource(VOLUME, encrypted=True, kmsKeyId="<<key#arn>>"),),
    },
    fails={
        "of a launch configuration": Case(
            (
                resource(
                    "aws:ec2/launchConfiguration:LaunchConfiguration",
                    ebsBlockDevices=[{"deviceName": "/dev/sdb", "encrypted": True}],
                ),
            ),
            ("it: root_block_device: set encrypted to True",),
        ),
        "nothing said": Case(
            (template(volumeSize=100),),
            (
                "it: block_device_mappings[0]: set encrypted to True",
                "it: block_device_mappings[0]: set kms_key_id to the stack's key",
            ),
        ),
        "an instance, nothing said": Case(
            (resource(INSTANCE),),
            (
                "it: root_block_device: set encrypted to True",
                "it: root_block_device: set kms_key_id to the stack's key",
            ),
        ),
        "a further disk of an instance": Case(
            (
                resource(
                    INSTANCE,
                    rootBlockDevice={"encrypted": True, "kmsKeyId": "<<key#arn>>"},
                    ebsBlockDevices=[{"deviceName": "/dev/sdb", "encrypted": True}],
                ),
            ),
            ("it: ebs_block_devices[0]: set kms_key_id to the stack's key",),
        ),
        "encrypted by EC2's own key": Case(
            (resource(VOLUME, encrypted=True),), ("it: set kms_key_id to the stack's key",)
        ),
    },
    not_known={
        "the key": Case((template(encrypted="true", kmsKeyId=UNKNOWN),)),
        "whether it is encrypted": Case(
            (template(encrypted=UNKNOWN, kmsKeyId=UNKNOWN),),
            ("it?: blockDeviceMappings[0].ebs.encrypted",),
        ),
    },
)
