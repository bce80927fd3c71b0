from policies.testing import UNKNOWN, Case, Cases, resource


def job(machine: object, report: object, disk: object) -> object:
    return resource(
        "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition",
        dataQualityJobOutputConfig={"kmsKeyId": report},
        jobResources={"clusterConfig": {"instanceType": machine, "volumeKmsKeyId": disk}},
    )


CASES = Cases(
    passes={
        "both": (job("ml.m5.large", "<<key#arn>>", "<<key#arn>>"),),
        "disks built in": (job("ml.g5.xlarge", "<<key#arn>>", None),),
    },
    fails={
        "none": Case(
            (job("ml.m5.large", None, None),),
            (
                "it: set kms_key_id of data_quality_job_output_config to the stack's key",
                "it: set volume_kms_key_id of cluster_config of job_resources to the stack's key",
            ),
        ),
    },
    not_known={
        "the keys": Case((job("ml.m5.large", UNKNOWN, UNKNOWN),)),
        "the machine": Case(
            (job(UNKNOWN, "<<key#arn>>", None),), ("it?: jobResources.clusterConfig.instanceType",)
        ),
    },
)
