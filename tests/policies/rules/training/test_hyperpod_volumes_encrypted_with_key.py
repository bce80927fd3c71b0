from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

CLUSTER = "aws-native:sagemaker:Cluster"


def cluster(*volumes: dict[str, object]) -> object:
    storage = [{"ebsVolumeConfig": volume} for volume in volumes]
    return resource(
        CLUSTER,
        instanceGroups=[{"instanceGroupName": "workers", "instanceStorageConfigs": storage}],
    )


ROOT = {"rootVolume": True, "volumeKmsKeyId": "<<key#arn>>"}
NO_ROOT = "it: instance group workers: declare the root volume with the stack's key"
NO_KEY = "it: instance group workers: set volume_kms_key_id to the stack's key"

CASES = Cases(
    passes={
        "both": (cluster(ROOT, {"volumeSizeInGb": 500, "volumeKmsKeyId": "<<key#arn>>"}),),
        "a file system beside them": (
            resource(
                CLUSTER,
                instanceGroups=[
                    {
                        "instanceGroupName": "workers",
                        "instanceStorageConfigs": [
                            {"ebsVolumeConfig": ROOT},
                            {"fsxLustreConfig": {"mountName": "fsx"}},
                        ],
                    }
                ],
            ),
        ),
    },
    fails={
        "nothing said": Case(
            (resource(CLUSTER, instanceGroups=[{"instanceGroupName": "workers"}]),), (NO_ROOT,)
        ),
        "no root volume": Case(
            (cluster({"volumeSizeInGb": 500, "volumeKmsKeyId": "<<key#arn>>"}),), (NO_ROOT,)
        ),
        "another volume without a key": Case((cluster(ROOT, {"volumeSizeInGb": 500}),), (NO_KEY,)),
    },
    not_known={"the key": Case((cluster({**ROOT, "volumeKmsKeyId": UNKNOWN}),))},
)
