from plan.plan import UNKNOWN
from policies.testing import Case, Cases, resource

DOMAIN = "aws:sagemaker/domain:Domain"


def limit(gib: object) -> dict[str, object]:
    return {
        "spaceStorageSettings": {"defaultEbsStorageSettings": {"maximumEbsVolumeSizeInGb": gib}}
    }


CASES = Cases(
    passes={
        "people": (resource(DOMAIN, defaultUserSettings=limit(100)),),
        "people and shared spaces": (
            resource(DOMAIN, defaultUserSettings=limit(100), defaultSpaceSettings=limit(50)),
        ),
    },
    fails={
        "nothing said": Case(
            (resource(DOMAIN),),
            ("it: set maximum_ebs_volume_size_in_gb in default_user_settings",),
        ),
        "shared spaces without": Case(
            (
                resource(
                    DOMAIN,
                    defaultUserSettings=limit(100),
                    defaultSpaceSettings={"executionRole": "arn:x"},
                ),
            ),
            ("it: set maximum_ebs_volume_size_in_gb in default_space_settings",),
        ),
    },
    not_known={"how much": Case((resource(DOMAIN, defaultUserSettings=limit(UNKNOWN)),))},
)
