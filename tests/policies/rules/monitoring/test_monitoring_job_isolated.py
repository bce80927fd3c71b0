from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

QUALITY = "aws:sagemaker/dataQualityJobDefinition:DataQualityJobDefinition"
BIAS = "aws-native:sagemaker:ModelBiasJobDefinition"
SCHEDULE = "aws:sagemaker/monitoringSchedule:MonitoringSchedule"
SAFE = {"enableNetworkIsolation": True}
MISSING = ("it: set enable_network_isolation of network_config to True",)


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
            (resource(BIAS, networkConfig={"enableNetworkIsolation": False}),), MISSING
        ),
        "a schedule": Case((schedule(monitoringJobDefinition={}),), MISSING),
    },
    not_known={
        "whether": Case(
            (resource(QUALITY, networkConfig={"enableNetworkIsolation": UNKNOWN}),),
            ("it?: networkConfig.enableNetworkIsolation",),
        ),
        "the job": Case(
            (schedule(monitoringJobDefinition=UNKNOWN),),
            ("it?: monitoringScheduleConfig.monitoringJobDefinition",),
        ),
    },
)
