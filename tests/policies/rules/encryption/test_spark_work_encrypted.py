import json

from policies.testing import UNKNOWN, Case, Cases, resource

CLUSTER = "aws:emr/cluster:Cluster"
CONFIGURATION = "aws:emr/securityConfiguration:SecurityConfiguration"
DISKS = {"EnableEbsEncryption": True, "AwsKmsKey": "<<key#arn>>"}


def configuration(disks: object, mode: str) -> object:
    at_rest = {
        "S3EncryptionConfiguration": {"EncryptionMode": mode},
        "LocalDiskEncryptionConfiguration": disks,
    }
    encryption = {
        "EnableInTransitEncryption": True,
        "EnableAtRestEncryption": True,
        "AtRestEncryptionConfiguration": at_rest,
    }
    return resource(
        CONFIGURATION, configuration=json.dumps({"EncryptionConfiguration": encryption})
    )


CASES = Cases(
    passes={
        "a cluster": (resource(CLUSTER, securityConfiguration="<<security#name>>"),),
        "all of it": (configuration(DISKS, "SSE-KMS"),),
    },
    fails={
        "a cluster": Case(
            (resource(CLUSTER),), ("it: set security_configuration to that of the stack",)
        ),
        "nothing": Case(
            (resource(CONFIGURATION, configuration="{}"),),
            (
                "it: set EnableInTransitEncryption of the configuration to true",
                "it: set EnableAtRestEncryption of the configuration to true",
            ),
        ),
        "neither disks nor S3": Case(
            (configuration({}, "SSE-S3"),),
            (
                "it: set EncryptionMode of S3EncryptionConfiguration to 'SSE-KMS'",
                "it: set EnableEbsEncryption of LocalDiskEncryptionConfiguration to true",
            ),
        ),
    },
    not_known={
        "the configuration": Case(
            (resource(CONFIGURATION, configuration=UNKNOWN),), ("it?: configuration",)
        )
    },
)
