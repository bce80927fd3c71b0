from policies.testing import UNKNOWN, Case, Cases, resource

TASK = "aws:ecs/taskDefinition:TaskDefinition"


def mounting(transit: object) -> object:
    mount = {"fileSystemId": "fs-1", "transitEncryption": transit}
    return resource(TASK, volumes=[{"name": "data", "efsVolumeConfiguration": mount}])


CASES = Cases(
    passes={"nothing shared": (resource(TASK),), "encrypted": (mounting("ENABLED"),)},
    fails={
        "processes": Case(
            (resource(TASK, pidMode="host"),), ("it: leave pid_mode out, got 'host'",)
        ),
        "files": Case(
            (mounting(None),),
            ("it: set volumes[0].efsVolumeConfiguration.transitEncryption to 'ENABLED'",),
        ),
    },
    not_known={
        "how": Case(
            (mounting(UNKNOWN),), ("it?: volumes[0].efsVolumeConfiguration.transitEncryption",)
        )
    },
)
