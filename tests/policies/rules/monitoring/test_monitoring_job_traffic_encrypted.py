from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition"
BIAS = "aws-native:sagemaker:ModelBiasJobDefinition"
SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule"
SAFE = {"enableInterContainerTrafficEncryption": True}
MISSING = ("it: set enable_inter_container_traffic_encryption of network_config to True",)


def schedule(**config: object) -> object:
    return resource(SCHEDULE, monitoringScheduleConfig=config)


CASES = Cases(
    passes={
        "a job": (resource(QUALITY, networkConfig=SAFE),),
        "of the other provider": (resource(BIAS, networkConfig=SAFE),),
        "a schedule": (schedule(monitoringJobDefinition={"networkConfig": SAFE}),),
        "a schedule of a job elsewhere": (schedule(monitoringJobDefinitionName="<<job#name>>"),),
    },
    fails={
        "nothing said": Case((resource(QUALITY),), MISSING),
        "switched off": Case(
            (resource(BIAS, networkConfig={"enableInterContainerTrafficEncryption": False}),),
            MISSING,
        ),
        "a schedule": Case((schedule(monitoringJobDefinition={}),), MISSING),
    },
    not_known={
        "whether": Case(
            (resource(QUALITY, networkConfig={"enableInterContainerTrafficEncryption": UNKNOWN}),),
            ("it?: networkConfig.enableInterContainerTrafficEncryption",),
        ),
        "the job": Case(
            (schedule(monitoringJobDefinition=UNKNOWN),),
            ("it?: monitoringScheduleConfig.monitoringJobDefinition",),
        ),
    },
)
